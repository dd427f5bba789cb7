# What the kernel would do with packets that should not exist, and with those to itself.
ping -c 1 -W 1 -I 10.0.0.1 10.0.0.2
ip route get 0.0.0.0
ip route get 0.0.0.0 oif lo
ip link set lo up
ping -c 1 -W 1 -I 10.0.0.1 10.0.0.2
ip link add eth0 type veth peer name eth1
ip link set eth0 up; ip link set eth1 up
ip addr add 10.0.0.1/24 dev eth0
ip route get 127.0.0.8
ip route get 127.0.0.1
ip route get 127.0.0.8 mark 0x10
ip route get 10.0.0.1
ip route get 0.0.0.0
ip route get 0.0.0.0 oif lo
ip route get 0.0.0.0 oif eth0
ip route get 0.1.2.3
ip route get 10.0.0.9 notify
ip -j route get 10.0.0.1 notify
ip route get 10.0.0.9 from 10.0.0.1 iif eth0
ip route get 10.0.0.9 from 10.0.0.1 iif lo
ip route get 10.0.0.9 from 10.0.0.7 iif eth1
ip route get 10.0.0.1 from 10.0.0.1 iif eth0
ip route get 10.0.0.1 from 10.0.0.7 iif eth1
ip route get 10.0.0.1 from 127.0.0.1 iif eth1
ip route get 127.0.0.1 from 10.0.0.7 iif eth1
ip route get 0.0.0.0 from 10.0.0.9 iif eth0
ip route get 0.0.0.0 iif eth0
ip route get 0.0.0.1 from 10.0.0.9 iif eth0
ip route get 255.255.255.255 iif eth0
ip route get 255.255.255.255 from 10.0.0.9 iif eth0
ip route get 255.255.255.255 from 10.0.0.1 iif eth0
ip route get 10.0.0.255 from 10.0.0.9 iif eth0
sysctl -w net.ipv4.ip_forward=1
ip route get 10.0.0.9 from 10.0.0.1 iif lo
ip route get 10.0.0.9 from 10.0.0.7 iif eth0
ip route get 10.0.0.9 from 127.0.0.1 iif eth1
sysctl -w net.ipv4.conf.eth1.route_localnet=1
ip route get 127.0.0.1 from 10.0.0.7 iif eth1
ip route add 10.9.0.0/16 via 10.0.0.1 dev eth0
ip route get 10.9.0.7
ip route
ping -c 1 -W 1 10.9.0.7
ip neigh
