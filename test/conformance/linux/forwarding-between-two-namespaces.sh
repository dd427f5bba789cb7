# The namespace in the middle passes packets on when ip_forward says so and both sides know the way.
ip netns add a
ip netns add b
ip link add a0 type veth peer name eth0 netns a
ip link add b0 type veth peer name eth0 netns b
ip addr add 10.1.0.1/24 dev a0
ip addr add 10.2.0.1/24 dev b0
ip link set a0 up; ip link set b0 up
ip -n a addr add 10.1.0.2/24 dev eth0
ip -n b addr add 10.2.0.2/24 dev eth0
ip -n a link set eth0 up; ip -n b link set eth0 up
ip -n a route add default via 10.1.0.1
ip -n b route add default via 10.2.0.1
sysctl -w net.ipv4.ip_forward=0
ip netns exec a ping -c 1 -W 1 10.2.0.1
ip netns exec a ping -c 1 -W 0.3 10.2.0.2
sysctl -w net.ipv4.ip_forward=1
ip netns exec a ping -c 1 -W 1 10.2.0.2
ip netns exec a tracepath -n 10.2.0.2 | grep -o 'Resume.*'
