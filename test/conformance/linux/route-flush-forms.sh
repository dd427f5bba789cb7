# What flush takes away.
ip link add eth0 type veth peer name far0
ip link set far0 up
ip link set eth0 up
ip addr add 192.168.1.10/24 dev eth0
ip route add 10.0.0.0/8 via 192.168.1.1
ip route add 10.1.0.0/16 via 192.168.1.1
ip route add default via 192.168.1.1 proto static
ip route flush
ip route flush 10.0.0.0/8
ip route
ip route flush proto static
ip route show default
ip route flush root 10.0.0.0/8
ip route
ip route flush dev eth0
ip route
ping -c 1 192.168.1.1
