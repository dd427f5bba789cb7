# A mask that is too small makes a neighbour look far away.
ip netns add peer
ip link add eth0 type veth peer name eth0 netns peer
ip link set eth0 up
ip -n peer link set eth0 up
ip addr add 10.0.0.1/24 dev eth0
ip -n peer addr add 10.0.0.200/25 dev eth0
ping -c 1 -W 0.3 10.0.0.200
ip netns exec peer ping -c 1 -W 1 10.0.0.1
ip -n peer addr del 10.0.0.200/25 dev eth0
ip -n peer addr add 10.0.0.200/24 dev eth0
ping -c 1 -W 1 10.0.0.200
