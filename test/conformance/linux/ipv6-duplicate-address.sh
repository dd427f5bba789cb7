# A duplicate is found by asking the link before an address is used.
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
ip -n red addr add 2001:db8::1/64 dev veth-red
ip -n red -6 addr show dev veth-red scope global
sleep 3
ip -n red -6 addr show dev veth-red scope global
ip -n blue addr add 2001:db8::1/64 dev veth-blue
sleep 3
ip -n blue -6 addr show dev veth-blue scope global
ip -n blue -6 addr show dadfailed
ip -n blue -6 addr show tentative
ip -n blue -6 route show table local
ip -n red -6 addr show dadfailed
ip netns exec blue ping -c 1 2001:db8::1
ip -n blue addr del 2001:db8::1/64 dev veth-blue
ip -n blue addr add 2001:db8::1/64 dev veth-blue nodad
ip -n blue -6 addr show dev veth-blue scope global
