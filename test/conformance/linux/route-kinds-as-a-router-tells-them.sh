# A router that has such a route answers the sender with an ICMP error, or with nothing.
ip netns add host
ip link add eth0 netns host type veth peer name r0
ip -n host addr add 10.0.0.2/24 dev eth0
ip -n host link set eth0 up
ip addr add 10.0.0.1/24 dev r0
ip link set r0 up
ip -n host route add default via 10.0.0.1
sysctl -w net.ipv4.ip_forward=1
ip route add unreachable 10.2.0.0/16
ip route add prohibit 10.3.0.0/16
ip route add blackhole 10.4.0.0/16
ip netns exec host ping -c 1 -W 1 10.2.0.1
ip netns exec host ping -c 1 -W 1 10.3.0.1
ip netns exec host ping -c 1 -W 0.3 10.4.0.1
ip netns exec host ping -c 1 -W 1 10.5.0.1
