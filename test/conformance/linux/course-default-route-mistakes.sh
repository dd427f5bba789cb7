# Default routes as people mistype them.
ip link add eth0 type veth peer name sw0
ip link set eth0 up; ip link set sw0 up
ip addr add 192.168.1.10/24 dev eth0
ip route add default via 192.168.1.1/24
ip route add default via 192.168.2.1
ip route add default 192.168.1.1
ip route add default via
ip route add default
ip route add via 192.168.1.1
ip route add default via 192.168.1.1 dev eth9
ip route add default gw 192.168.1.1
ip route add 0.0.0.0 via 192.168.1.1
ip route
ip route del 0.0.0.0
ip route add 0.0.0.0/0 via 192.168.1.1
ip route
ip route add default via 192.168.1.254
ip route add default via 192.168.1.254 metric 100
ip route
ip route del default
ip route
ip route del default
ip route del default
route add default gw 192.168.1.1
route add default gw 192.168.2.1
route -n
route del default
route del default
