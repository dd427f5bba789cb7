# Changing, replacing, appending and deleting routes of IPv6.
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
ip -n red -6 route add 2001:db8:1::/48 via 2001:db8::2
ip -n red -6 route add 2001:db8:1::/48 via 2001:db8::2
ip -n red -6 route add 2001:db8:1::/48 via 2001:db8::3
ip -n red -6 route append 2001:db8:1::/48 via 2001:db8::3
ip -n red -6 route show 2001:db8:1::/48
ip -n red -6 route del 2001:db8:1::/48 via 2001:db8::2
ip -n red -6 route show 2001:db8:1::/48
ip -n red -6 route replace 2001:db8:1::/48 via 2001:db8::4
ip -n red -6 route show 2001:db8:1::/48
ip -n red -6 route change 2001:db8:1::/48 via 2001:db8::5
ip -n red -6 route show 2001:db8:1::/48
ip -n red -6 route change 2001:db8:2::/48 via 2001:db8::5
ip -n red -6 route replace 2001:db8:2::/48 via 2001:db8::5
ip -n red -6 route add 2001:db8:2::/48 via 2001:db8::6 metric 10
ip -n red -6 route show 2001:db8:2::/48
ip -n red -6 route del 2001:db8:2::/48
ip -n red -6 route show 2001:db8:2::/48
ip -n red -6 route del 2001:db8:2::/48 metric 77
ip -n red -6 route del 2001:db8:2::/48
ip -n red -6 route del 2001:db8:2::/48
ip -n red -6 route del default
ip -n red -6 route del 2001:db8:1::/48 table 100
ip -n red -6 route add 2001:db8:3::/48 via 2001:db8::2 table 100
ip -n red -6 route show table 100
ip -n red -6 route show table 101
ip -n red -6 route flush table 100
ip -n red -6 route show table 100
ip -n red -6 route flush 2001:db8:1::/48
ip -n red -6 route
ip -n red -6 route flush
