# Every change, then the table as `route -n` shows it.
ip link add eth0 type veth peer name far0
ip link set far0 up
ifconfig eth0 192.168.1.10 netmask 255.255.255.0 up
route -n
route add -net 10.0.0.0 netmask 255.0.0.0 gw 192.168.1.1
route add -host 10.1.1.1 gw 192.168.1.2
route add default gw 192.168.1.254
route -n
route add -net 172.16.0.0/12 reject
route -n
route del -host 10.1.1.1
route del default
route del -net 10.0.0.0/8
route del -net 172.16.0.0/12 reject
route -n
