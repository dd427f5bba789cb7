/** Link types the kernel can make and this simulator cannot (`ip link help`). */
export const KNOWN_TYPES: ReadonlySet<string> = new Set(
  (
    'amt bareudp bond dsa dummy erspan geneve gre gretap gtp hsr ifb ip6erspan ip6gre ip6gretap ip6tnl ipip ipoib ipvlan ipvtap ' +
    'macsec macvlan macvtap netdevsim nlmon rmnet sit team vcan vlan vrf vti vti6 vxcan vxlan wwan xfrm virt_wifi'
  ).split(' '),
);
