# The kernel accepts a gateway only when it is on a link that is connected.
ip link add eth0 type veth peer name far0
ip link set far0 up
ip link set eth0 up
ip route add default via 192.168.1.1
ip addr add 192.168.1.10/24 dev eth0
ip route add 10.0.0.0/8 via 192.168.2.1
ip route add 10.0.0.0/8 via 192.168.1.1
ip route add 172.16.0.0/12 via 10.0.0.1
ip route add 192.168.2.1 dev eth0
ip route add 172.16.0.0/12 via 192.168.2.1
ip route add 172.20.0.0/16 via 192.168.3.1 dev eth0 onlink
ip route
