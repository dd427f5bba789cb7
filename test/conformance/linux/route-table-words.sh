# Seed rows 3 to 5 on one machine.
ip link add eth0 type veth peer name wire0
ip link set wire0 up
ip link set eth0 up
ip addr add 192.168.1.11/24 dev eth0
route
ip route add 192.168.2.0/24 via 192.168.1.1
ip route
route
route -n
ip route add default via 192.168.1.1
ip route
route -n
ip route add default via 192.168.1.2
ip route del default
ip route add 0.0.0.0 via 192.168.1.1
ip route show
ip route del 0.0.0.0
ip route add 0.0.0.0/0 via 192.168.1.1
ip route
ip route show default
ip route show 192.168.2.0/24
ip route list
ip r
ip -o route
ip -d route
ip -j route
ip -j -p route
ip -4 route
ip -br route
ip -s route
ip route show dev eth0
ip route show via 192.168.1.1
ip route show proto kernel
ip route show scope link
ip route show table main
ip route show root 192.168.0.0/16
ip route show match 192.168.2.7
ip route show exact 192.168.2.0/24
ip route del 192.168.2.0/24 via 192.168.1.1
ip route
