ip link add eth0 type veth peer name wire0
ip link set wire0 up
ip link set eth0 up
ip addr add 192.168.1.11/24 dev eth0
ip route add blackhole 10.1.0.0/16
ip route add unreachable 10.2.0.0/16
ip route add prohibit 10.3.0.0/16
ip route add throw 10.4.0.0/16
ip route add 10.5.0.0/16 via 192.168.1.1 metric 100
ip route add 10.5.0.0/16 via 192.168.1.2 metric 50
ip route append 10.5.0.0/16 via 192.168.1.3 metric 50
ip route prepend 10.5.0.0/16 via 192.168.1.4 metric 50
ip route add 10.6.0.0/16 via 192.168.1.1 src 192.168.1.11 mtu 1400 advmss 1360
ip route add 10.7.0.0/16 nexthop via 192.168.1.1 weight 1 nexthop via 192.168.1.2 weight 3
ip route add 10.8.0.0/16 dev eth0 scope link
ip route add 10.9.0.0/16 via 10.200.0.1 dev eth0 onlink
ip route add 10.10.0.0/16 via 192.168.1.1 proto static
ip route add 10.11.0.0/16 via 192.168.1.1 table 100
ip route add 10.12.1.1 via 192.168.1.1
ip route add to 10.13.0.0/16 via 192.168.1.1 dev eth0
ip route add 10.14.0.0/16 via inet 192.168.1.1
ip route
ip -j route
ip -d route
ip route show table 100
ip route show type blackhole
ip route get 10.1.0.1
ip route get 10.2.0.1
ip route get 10.3.0.1
ip route get 10.4.0.1
ip route get 10.5.0.1
ip route get 10.12.1.1
ip route flush table 100
ip route flush 10.5.0.0/16
ip route show 10.5.0.0/16
ip route flush dev eth0 proto static
ip route del 10.6.0.0/16
ip route del blackhole 10.1.0.0/16
ip route del 10.7.0.0/16
ip route
ping -c 1 -W 1 10.2.0.1
ping -c 1 -W 1 10.3.0.1
ping -c 1 -W 1 10.4.0.1
ip link set wire0 down
ip route
ip route show 10.8.0.0/16
