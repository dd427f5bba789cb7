# `src` says which of the addresses is put into the packets.
ip netns add peer
ip link add eth0 type veth peer name eth0 netns peer
ip link set eth0 up
ip -n peer link set eth0 up
ip addr add 10.0.0.1/24 dev eth0
ip addr add 10.0.0.9/24 dev eth0
ip -n peer addr add 10.0.0.2/24 dev eth0
ip -n peer addr add 10.5.0.1/32 dev eth0
ip route add 10.5.0.1 dev eth0 src 10.0.0.9
ip route get 10.5.0.1 | head -1
ip route get 10.0.0.2 | head -1
ping -c 1 -W 1 10.5.0.1
ip route replace 10.5.0.1 dev eth0 src 10.0.0.8
ip addr del 10.0.0.9/24 dev eth0
ip route
