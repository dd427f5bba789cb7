# ifconfig and route from before iproute2.
ip link add eth0 address 02:00:00:00:00:01 type veth peer name p0
ip link set p0 up
ifconfig eth0 192.168.1.10 netmask 255.255.255.0 up
ifconfig eth0 | grep -w inet
ifconfig eth0:1 192.168.1.11 netmask 255.255.255.0
ifconfig eth0:1
ip -4 addr show eth0
ifconfig eth0:1 down
ip -4 addr show eth0
ifconfig eth0 mtu 1400
ifconfig eth0 | head -1
ifconfig eth0 down
ip -br link show eth0
ifconfig eth0 up
ifconfig eth0 10.0.0.1/8
ip -4 -br addr show eth0
ifconfig eth0 hw ether 02:00:00:00:00:99
ip -br link show eth0
ifconfig eth0 del 10.0.0.1
ifconfig eth9
ifconfig eth9 up
ifconfig eth0 300.1.1.1
ifconfig -s eth0 | head -1
route add -net 10.5.0.0 netmask 255.255.0.0 dev eth0
route add -net 10.6.0.0/16 gw 10.0.0.2
route add -host 10.7.0.1 dev eth0
route -n
route del -net 10.5.0.0 netmask 255.255.0.0
route del -host 10.7.0.1
route -n
