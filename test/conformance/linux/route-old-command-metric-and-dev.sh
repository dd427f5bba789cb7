# Metrics and devices in the old command, and the same routes as ip shows them.
ip link add eth0 type veth peer name far0
ip link set far0 up
ifconfig eth0 192.168.1.10/24 up
route add -net 10.0.0.0/8 dev eth0
route add default gw 192.168.1.1 metric 50
route add default gw 192.168.1.2 eth0
route -n
ip route
route add -net 10.2.3.4/8 dev eth0
route add default gw 10.200.0.1
route add default gw 172.30.0.1
route del default gw 192.168.1.2
ip route show default
