# Addresses of IPv6: flags, peers, metrics, deleting and flushing.
ip netns add red
ip netns add blue
ip link add veth-red netns red type veth peer name veth-blue netns blue
ip -n red link set veth-red address 02:00:00:00:00:01
ip -n blue link set veth-blue address 02:00:00:00:00:02
ip -n red link set lo up
ip -n blue link set lo up
ip -n red link set veth-red up
ip -n blue link set veth-blue up
sleep 3
ip -n red addr add 2001:db8::1/64 dev veth-red nodad
ip -n red addr add 2001:db8::1/64 dev veth-red nodad
ip -n red addr add 2001:db8:1::2/64 dev veth-red nodad noprefixroute
ip -n red addr add 2001:db8:2::2/64 dev veth-red nodad home
ip -n red addr add 2001:db8:3::2/64 dev veth-red nodad mngtmpaddr
ip -n red addr add 2001:db8:4::2 peer 2001:db8:4::3/64 dev veth-red nodad
ip -n red addr add 2001:db8:5::2/64 dev veth-red nodad preferred_lft 0
ip -n red addr add 2001:db8:6::2 dev veth-red nodad
ip -n red addr add 2001:db8:7::2/64 dev veth-red nodad metric 77
ip -n red addr add fec0::1/64 dev veth-red nodad
ip -n red addr add fd00::1/64 dev veth-red nodad
ip -n red -6 addr show dev veth-red
ip -n red -6 route
ip -n red -6 route show table local
ip -n red -6 addr show dev veth-red scope site
ip -n red -6 addr show deprecated
ip -n red -6 addr show to 2001:db8::/32
ip -n red addr del 2001:db8:6::2 dev veth-red
ip -n red addr del 2001:db8:1::2/48 dev veth-red
ip -n red addr del 2001:db8:77::2/64 dev veth-red
ip -n red addr change 2001:db8:7::2/64 dev veth-red metric 88
ip -n red addr replace 2001:db8:8::2/64 dev veth-red nodad
ip -n red -6 route
ip -n red -6 addr flush dev veth-red scope global
ip -n red -6 route
ip -n red -6 addr flush dev veth-red
ip -n red -6 addr show dev veth-red
ip -n red -6 route
