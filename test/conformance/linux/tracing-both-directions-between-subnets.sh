# Seed row 4: B and C reach each other only once both routes exist.
ip netns add B
ip netns add R
ip netns add C
ip link add eth0 netns B type veth peer name eth0 netns R
ip link add eth0 netns C type veth peer name eth1 netns R
ip -n B addr add 192.168.1.11/24 dev eth0
ip -n R addr add 192.168.1.1/24 dev eth0
ip -n R addr add 192.168.2.1/24 dev eth1
ip -n C addr add 192.168.2.10/24 dev eth0
ip -n B link set eth0 up
ip -n R link set eth0 up
ip -n R link set eth1 up
ip -n C link set eth0 up
ip netns exec R sysctl -w net.ipv4.ip_forward=1
ip netns exec B ping -c 1 192.168.2.10
ip netns exec B ip route add 192.168.2.0/24 via 192.168.1.1
ip netns exec B ping -c 1 -W 1 192.168.2.10
ip netns exec C ping -c 1 192.168.1.11
ip netns exec C ip route add 192.168.1.0/24 via 192.168.2.1
ip netns exec B ping -c 1 192.168.2.10
ip netns exec C ping -c 1 192.168.1.11
ip netns exec C route
ip netns exec C ip route add default via 192.168.2.1
ip netns exec C ip route
ip netns exec C ping -c 1 172.217.194.0
ip netns exec R ip route
