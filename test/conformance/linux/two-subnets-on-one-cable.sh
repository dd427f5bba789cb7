# Two hosts in different subnets on the same cable do not see each other without a route.
ip netns add peer
ip link add eth0 type veth peer name eth0 netns peer
ip link set eth0 up
ip -n peer link set eth0 up
ip addr add 10.0.1.1/24 dev eth0
ip -n peer addr add 10.0.2.1/24 dev eth0
ping -c 1 -W 1 10.0.2.1
ip route add 10.0.2.0/24 dev eth0
ping -c 1 -W 0.3 10.0.2.1
ip -n peer route add 10.0.1.0/24 dev eth0
ping -c 1 -W 1 10.0.2.1
