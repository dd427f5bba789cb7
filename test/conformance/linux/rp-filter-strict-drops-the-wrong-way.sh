# With the strict check a packet must come in where its answer would go out.
ip netns add host
ip link add r0 type veth peer name eth0 netns host
ip link add r1 type veth peer name eth1 netns host
ip addr add 10.0.0.1/24 dev r0
ip addr add 10.0.1.1/24 dev r1
ip link set r0 up; ip link set r1 up
ip -n host addr add 10.0.0.2/24 dev eth0
ip -n host addr add 10.0.1.2/24 dev eth1
ip -n host link set eth0 up; ip -n host link set eth1 up
ip netns exec host sysctl -w net.ipv4.conf.all.rp_filter=0
sysctl -w net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.r0.rp_filter=0 net.ipv4.conf.r1.rp_filter=0
ip netns exec host ping -c 1 -W 0.5 -I 10.0.1.2 10.0.0.1
sysctl -w net.ipv4.conf.r0.rp_filter=1
ip netns exec host ping -c 1 -W 0.3 -I 10.0.1.2 10.0.0.1
sysctl -w net.ipv4.conf.r0.rp_filter=2
ip netns exec host ping -c 1 -W 0.5 -I 10.0.1.2 10.0.0.1
