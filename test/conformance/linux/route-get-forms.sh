# What `ip route get` says about every kind of destination, on the way out and for packets that come in.
ip route get 224.0.0.1
ip route get 10.0.0.1
ip link set lo up
ip route get 224.0.0.1
ip route get 127.0.0.1
ip route get 127.255.255.255
ip route get 0.0.0.0
ip route get 255.255.255.255
ip link add eth0 type veth peer name wire0
ip link add eth1 type veth peer name wire1
for d in eth0 wire0 eth1 wire1; do ip link set $d up; done
ip addr add 192.168.1.11/24 dev eth0
ip addr add 172.16.0.1/16 dev eth1
ip route get 224.0.0.1
ip route get 224.0.0.1 dev eth0
ip route get 239.1.2.3 oif eth1
ip route get 224.0.0.1 dev lo
ip route get 255.255.255.255
ip route get 255.255.255.255 dev eth1
ip route get 192.168.1.255
ip route get 192.168.1.0
ip route get 192.168.1.11
ip route get 192.168.1.11 dev eth1
ip route get 172.16.0.9 dev eth0
ip route get 8.8.8.8
ip route get 8.8.8.8 dev eth0
ip route get 8.8.8.8 dev wire0
ip route get 8.8.8.8 dev lo
ip route add default via 192.168.1.1
ip route get 224.0.0.1
ip -j route get 224.0.0.1
ip -d route get 224.0.0.1
ip route get 255.255.255.255
ip route get 8.8.8.8 from 192.168.1.11
ip route get 8.8.8.8 from 172.16.0.1
ip route get 8.8.8.8 from 10.1.1.1
ip route get 8.8.8.8 from 224.0.0.1
ip route get 192.168.1.7 from 172.16.0.1 oif eth0
ip route get 8.8.8.8 from 192.168.1.0/24
ip route get from 192.168.1.11 8.8.8.8
ip route get from 192.168.1.11 to 8.8.8.8 dev eth0
ip route get 8.8.8.8 mark 5
ip route get 8.8.8.8 uid 1000
ip route get 8.8.8.8 tos 0x10
ip route get 8.8.8.8 ipproto tcp sport 1024 dport 80
ip route get 8.8.8.8 fibmatch
ip route get fibmatch 192.168.1.255
ip route get fibmatch 127.0.0.1
ip -d route get fibmatch 8.8.8.8
ip -j -p route get 8.8.8.8
ip -o route get 8.8.8.8
ip -br route get 8.8.8.8
ip -4 route get 8.8.8.8
ip route get 8.8.8.8 iif eth0
ip route get 8.8.8.8 from 192.168.1.7 iif eth0
ip route get 192.168.1.11 from 192.168.1.7 iif eth0
ip route get 192.168.1.255 from 192.168.1.7 iif eth0
ip route get 192.168.1.11 from 192.168.1.11 iif eth0
ip route get 192.168.1.11 from 192.168.1.7 iif eth1
ip route get 192.168.1.11 from 127.0.0.1 iif eth0
sysctl -w net.ipv4.ip_forward=1
ip route get 8.8.8.8 from 192.168.1.7 iif eth0
ip route get 8.8.8.8 from 172.16.0.7 iif eth1
ip route get 172.16.0.7 from 192.168.1.7 iif eth0
ip -j route get 172.16.0.7 from 192.168.1.7 iif eth0
ip route get 172.16.0.7 from 192.168.1.7 iif nosuch
ip route get 172.16.0.7 oif nosuch
sysctl -w net.ipv4.conf.all.rp_filter=1
ip route get 172.16.0.7 from 10.9.9.9 iif eth1
ip route get 172.16.0.7 from 10.9.9.9 iif eth0
sysctl -w net.ipv4.conf.all.rp_filter=2
ip route get 192.168.1.7 from 10.9.9.9 iif eth1
ip route add blackhole 10.1.0.0/16
ip route add unreachable 10.2.0.0/16
ip route add prohibit 10.3.0.0/16
ip route add throw 10.4.0.0/16
for n in 1 2 3 4; do ip route get 10.$n.0.1 from 192.168.1.7 iif eth0; ip route get 10.$n.0.1; done
ip route get
ip route get dev eth0
ip route get from 192.168.1.11
ip route get 8.8.8.8 9.9.9.9
ip route get nosuch
ip route get 8.8.8.8 frob
ip route get 8.8.8.8 from
ip route get 8.8.8.8 mark x
ip route get 8.8.8.8 via 192.168.1.1
ip route get default
ip route get 8.8.8.0/24
ip link set eth0 down
ip route get 8.8.8.8
ip route get 224.0.0.1
ip route get 192.168.1.11
ip link set eth0 up
ip route add 10.77.0.1 dev eth0 table default
ip route get 10.77.0.1
ip -d route get 10.77.0.1
ip -d route get 192.168.1.255
ip -d route get 8.8.8.8 dev wire0
