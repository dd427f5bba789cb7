# A gateway is one address, so it has no prefix length.
ip link add eth0 type veth peer name far0
ip link set far0 up
ip link set eth0 up
ip addr add 192.168.1.10/24 dev eth0
ip route add default via 192.168.1.1/24
ip route add 10.0.0.0/8 via 192.168.1.1/32
ip route add default gw 192.168.1.1
ip route add 192.168.2.1/24 via 192.168.1.1
ip route add 192.168.2.0/24 via 192.168.1.1
ip route add 192.168.2.0/24 via 192.168.1.2
ip route
