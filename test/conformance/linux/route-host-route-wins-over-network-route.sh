# The longest prefix decides, in whatever order the routes were added.
ip link add eth0 type veth peer name far0
ip link set far0 up
ip link set eth0 up
ip addr add 192.168.1.10/24 dev eth0
ip route add 10.1.0.0/16 via 192.168.1.1
ip route add 10.1.2.3 via 192.168.1.3
ip route add 10.1.2.0/24 via 192.168.1.2
ip route get 10.1.2.3 | head -1
ip route get 10.1.2.4 | head -1
ip route get 10.1.3.4 | head -1
ip route del 10.1.2.3
ip route get 10.1.2.3 | head -1
ip route get 10.2.0.1
