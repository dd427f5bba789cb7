# A namespace has no routing tables until somebody uses one: errors differ before and after.
ip route del 10.1.1.1/16 via 172.17.0.1
ip route add 10.1.1.1/16 dev lo
ip route del 10.0.0.0/8
ip route show
ip route show table main
ip route show table 100
ip route show table local
ip route flush 10.0.0.0/8
ip route flush table main
ip route flush default
ip route flush table 100
ip route flush cache
ip route replace local 10.1.0.0/16
ip route add local 10.1.0.0/16
ip route del 10.0.0.0/8
ip route flush 10.0.0.0/8
ip link set lo up
ip link add eth0 type veth peer name wire0
ip link set eth0 up; ip link set wire0 up
ip addr add 192.168.15.1/24 dev eth0
ip route add 192.168.15.0/24 via 192.168.15.2 table 0
ip route add 10.7.0.0/16 via 192.168.15.2 table 0
ip route add 10.7.0.0/16 via 192.168.15.2 table main
ip route add 10.8.0.0/16 via 192.168.15.2 table 100
ip route show table 0 10.7.0.0/16
ip route show table 100
ip route flush table 100
ip route show table 100
ip route del 10.8.0.0/16 table 100
ip route del 10.8.0.0/16 table 101
ip route
