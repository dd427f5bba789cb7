ip link add eth0 type veth peer name wire0
ip link set wire0 up
ip link set eth0 up
ip addr add 192.168.1.11/24 dev eth0
ip route add 192.168.2.0/24 via 10.0.0.1
ip route add 192.168.2.5/24 via 192.168.1.1
ip route add 192.168.2.0/24 via 192.168.1.11
ip route add 192.168.2.0/24
ip route add 192.168.2.0/24 dev nosuch
ip route add 192.168.2.0/24 via
ip route add 192.168.2.0/24 via abc
ip route add 192.168.2.0/33 via 192.168.1.1
ip route add 192.168.2.256/24 via 192.168.1.1
ip route add via 192.168.1.1
ip route add
ip route del 10.9.9.0/24
ip route del default
ip route add 192.168.1.0/24 dev eth0
ip route add 192.168.1.0/24 dev eth0 scope link src 192.168.1.11 proto kernel
ip route add 10.1.0.0/16 via 192.168.1.1 src 1.2.3.4
ip route add 10.1.0.0/16 via 192.168.1.1 metric abc
ip route add 10.1.0.0/16 via 192.168.1.1 table nosuch
ip route add 10.1.0.0/16 via 192.168.1.1 scope nosuch
ip route add 10.1.0.0/16 via 192.168.1.1 proto nosuch
ip route add 10.1.0.0/16 via 192.168.1.1 frob
ip route add 10.1.0.0/16 via 192.168.1.1 dev lo
ip route add 10.1.0.0/16 dev wire0 via 192.168.1.1
ip route frob
ip route show table nosuch
ip route show dev nosuch
ip route get
ip route get abc
ip route get 8.8.8.8
ip route change 10.9.0.0/16 via 192.168.1.1
ip route replace 10.9.0.0/16 via 192.168.1.1
ip route replace 10.9.0.0/16 via 192.168.1.2
ip route change 10.9.0.0/16 via 192.168.1.3
ip route
ip link set eth0 down
ip route
ip route add 10.2.0.0/16 dev eth0
ip route add 10.2.0.0/16 via 192.168.1.1
