route
route -n
ip link add eth0 type veth peer name wire0
ip link set wire0 up
ip link set eth0 up
ifconfig eth0 192.168.1.11 netmask 255.255.255.0
route add default gw 192.168.1.1
route add -net 10.0.0.0/8 gw 192.168.1.2
route add -net 172.16.0.0 netmask 255.240.0.0 gw 192.168.1.3 metric 5
route add -host 10.1.1.1 gw 192.168.1.4
route add -host 10.1.1.2 dev eth0
route add -net 10.9.0.0/16 reject
route -n
route
route -e
route -ee
ip route
route del -net 10.0.0.0/8
route del -host 10.1.1.1
route del default
route del default
route del -net 10.0.0.0/8
route add default gw 10.200.0.1
route add -net 10.0.0.1/8 gw 192.168.1.1
route add -net 10.0.0.0 gw 192.168.1.1
route add
route add default
route add default gw
route add default gw nosuchhost
route add -net 10.0.0.0/8 dev nosuch
route frob
route -z
route -V
route -n
