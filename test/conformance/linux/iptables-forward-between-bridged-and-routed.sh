# FORWARD sees what is routed; INPUT does not.
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
sysctl -q -w net.ipv4.ip_forward=1
iptables -A INPUT -j DROP
ip netns exec a ping -c 1 -W 1 10.2.0.2
iptables -A FORWARD -i a0 -o b0 -j REJECT
ip netns exec a ping -c 1 -W 1 10.2.0.2
ip netns exec b ping -c 1 -W 1 10.1.0.2 | grep transmitted | cut -d, -f1-3
iptables -L FORWARD -nv
