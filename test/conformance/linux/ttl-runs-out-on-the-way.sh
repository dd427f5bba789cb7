# Every router takes one; the one that takes the last says so.
for ns in a r1 r2 b; do ip netns add $ns; ip netns exec $ns sysctl -q -w net.ipv4.ip_forward=1; done
ip link add right netns a type veth peer name left netns r1
ip link add right netns r1 type veth peer name left netns r2
ip link add right netns r2 type veth peer name left netns b
ip -n a addr add 10.0.1.1/24 dev right
ip -n r1 addr add 10.0.1.2/24 dev left
ip -n r1 addr add 10.0.2.1/24 dev right
ip -n r2 addr add 10.0.2.2/24 dev left
ip -n r2 addr add 10.0.3.1/24 dev right
ip -n b addr add 10.0.3.2/24 dev left
for end in a:right r1:left r1:right r2:left r2:right b:left; do ip -n ${end%:*} link set ${end#*:} up; done
ip -n a route add default via 10.0.1.2
ip -n r1 route add 10.0.3.0/24 via 10.0.2.2
ip -n r2 route add 10.0.1.0/24 via 10.0.2.1
ip -n b route add default via 10.0.3.1
ip netns exec a ping -c 1 -W 1 -t 1 10.0.3.2
ip netns exec a ping -c 1 -W 1 -t 2 10.0.3.2
ip netns exec a ping -c 1 -W 1 -t 3 10.0.3.2
ip netns exec b ping -c 1 -W 1 -t 1 10.0.1.1
