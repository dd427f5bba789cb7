# Two namespaces with global addresses ping each other over neighbour discovery.
ip netns add red
ip netns add blue
ip link add veth-red netns red type veth peer name veth-blue netns blue
ip -n red link set veth-red address 02:00:00:00:00:01
ip -n blue link set veth-blue address 02:00:00:00:00:02
ip -n red link set lo up
ip -n blue link set lo up
ip -n red link set veth-red up
ip -n blue link set veth-blue up
ip -n red addr add 2001:db8::1/64 dev veth-red nodad
ip -n blue addr add 2001:db8::2/64 dev veth-blue nodad
sleep 3
ip -n red -6 addr show dev veth-red
ip -n red -6 route
ip netns exec red ping -6 -c 2 2001:db8::2
ip netns exec red ping -c 1 2001:db8::2
ip -n red -6 neigh show 2001:db8::2
ip -n blue -6 neigh show 2001:db8::1
ip netns exec blue ping6 -c 1 2001:db8::1
ip netns exec red ping -c 1 2001:db8::1
ip netns exec red ping -c 1 2001:db8::9
ip -n red -6 neigh show 2001:db8::9
ip netns exec red ping -c 1 2001:db8:1::9
