# A host answers for each of its addresses, also on the far side.
ip netns add host
ip link add r0 type veth peer name eth0 netns host
ip link add r1 type veth peer name far1
ip addr add 10.0.0.1/24 dev r0
ip addr add 10.0.1.1/24 dev r1
ip link set r0 up; ip link set r1 up; ip link set far1 up
ip -n host addr add 10.0.0.2/24 dev eth0
ip -n host link set eth0 up
ip -n host route add default via 10.0.0.1
sysctl -q -w net.ipv4.ip_forward=0
ip netns exec host ping -c 1 -W 1 10.0.1.1
ip link set r1 down
ip netns exec host ping -c 1 -W 1 10.0.1.1
ip addr del 10.0.1.1/24 dev r1
ip netns exec host ping -c 1 -W 0.3 10.0.1.1
