import type { LinkType } from './link-type';
import { bondLinkType, bondSlaveLinkType } from './types/bond';
import { bridgeLinkType, bridgePortLinkType } from './types/bridge';
import { dummyLinkType } from './types/dummy';
import { greLinkType, gretapLinkType, ipipLinkType } from './types/ip-tunnel';
import { macvlanLinkType } from './types/macvlan';
import { tunLinkType } from './types/tun';
import { vlanLinkType } from './types/vlan';
import { vethLinkType } from './types/veth';
import { vxlanLinkType } from './types/vxlan';

/** The types of device that `ip link` has words for, in the order they are explained. */
export const LINK_TYPES: readonly LinkType[] = [
  vethLinkType,
  bridgeLinkType,
  bridgePortLinkType,
  dummyLinkType,
  vlanLinkType,
  macvlanLinkType,
  vxlanLinkType,
  bondLinkType,
  bondSlaveLinkType,
  ipipLinkType,
  greLinkType,
  gretapLinkType,
  tunLinkType,
];

const byName = new Map(LINK_TYPES.map((type) => [type.name, type]));

/** get_link_kind */
export function linkType(name: string): LinkType | undefined {
  return byName.get(name);
}

/** Link types the kernel can make and this simulator cannot (`ip link help`). */
export const KNOWN_TYPES: ReadonlySet<string> = new Set(
  (
    'amt bareudp dsa erspan geneve gtp hsr ifb ip6erspan ip6gre ip6gretap ip6tnl ipoib ipvlan ipvtap ' +
    'macsec macvtap netdevsim nlmon rmnet sit team team_slave vcan vrf vti vti6 vxcan wwan xfrm virt_wifi'
  ).split(' '),
);
