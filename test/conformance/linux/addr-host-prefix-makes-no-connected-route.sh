# A /32 address reaches nobody until a route says where the neighbours are.
ip netns add peer
ip link add eth0 type veth peer name eth0 netns peer
ip link set eth0 up
ip -n peer link set eth0 up
ip addr add 10.0.0.1/32 dev eth0
ip -n peer addr add 10.0.0.2/24 dev eth0
ip route
ping -c 1 -W 1 10.0.0.2
ip route add 10.0.0.2 dev eth0
ip route
ping -c 1 -W 1 10.0.0.2
