ip link add eth0 type veth peer name wire0
ip link add eth1 type veth peer name wire1
ip link set wire0 up
ip link set eth0 up
ip link set wire1 up
ip link set eth1 up
ip addr add 192.168.1.11/24 dev eth0
ip addr add 172.16.0.1/16 dev eth1
ip route add default via 192.168.1.1
ip route add 10.0.0.0/8 via 172.16.0.2
ip route add 10.1.0.0/16 via 192.168.1.2
ip route add 10.1.1.1 via 172.16.0.3
ip route get 8.8.8.8
ip route get 10.9.9.9
ip route get 10.1.2.3
ip route get 10.1.1.1
ip route get 192.168.1.11
ip route get 127.0.0.1
ip link set lo up
ip route get 127.0.0.1
ip route get 192.168.1.50
ip route get 192.168.1.255
ip route get 255.255.255.255
ip route get 224.0.0.1
ip route get 10.9.9.9 from 172.16.0.1
ip route get 10.9.9.9 from 1.2.3.4
ip route get 8.8.8.8 oif eth1
ip route get 8.8.8.8 dev eth1
ip route get to 8.8.8.8
ip route get 8.8.8.8/24
ip route get 10.9.9.9 from 192.168.1.5 iif eth0
sysctl -w net.ipv4.ip_forward=1
ip route get 10.9.9.9 from 192.168.1.5 iif eth0
ip -j route get 8.8.8.8
ip -d route get 8.8.8.8
ip -o route get 8.8.8.8
ip route get fibmatch 10.1.2.3
