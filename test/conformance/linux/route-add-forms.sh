# Every way to add, change, show and delete routes.
ip link set lo up
ip link add eth0 type veth peer name wire0
ip link add eth1 type veth peer name wire1
for d in eth0 wire0 eth1 wire1; do ip link set $d up; done
ip addr add 192.168.1.11/24 dev eth0
ip addr add 172.16.0.1/16 dev eth1
ip route add 10.1.0.0/16 via 192.168.1.1
ip route add 10.2.0.0/16 via 192.168.1.1 dev eth0
ip route add 10.3.0.0/16 dev eth0 via 192.168.1.1
ip route add 10.4.0.0/16 dev eth0
ip route add 10.5.0.0/16 dev eth1 src 172.16.0.1
ip route add 10.6.0.0/16 via 192.168.1.1 metric 10 src 192.168.1.11
ip route add 10.7.0.0/16 via 192.168.1.1 mtu 1400
ip route add 10.8.0.0/16 via 192.168.1.1 mtu lock 1400 advmss lock 1300
ip route add 10.9.0.0/16 via 192.168.1.1 window 5000 rtt 20ms rttvar 10ms ssthresh 5 cwnd 6
ip route add 10.10.0.0/16 via 192.168.1.1 initcwnd 10 initrwnd 20 hoplimit 9 quickack 1 reordering 4
ip route add 10.11.0.0/16 via 192.168.1.1 rto_min 40ms
ip route add 10.12.0.0/16 via 192.168.1.1 rtt 5 rttvar lock 7 window lock 100 mtu 70000 advmss 0
ip route add 10.34.0.0/16 via 192.168.1.1 rtt 1.5s rttvar 500ms rto_min 2
ip route add 10.35.0.0/16 via 192.168.1.1 rtt 5000us
ip route add 10.35.0.0/16 via 192.168.1.1 hoplimit 300
ip route add 10.35.0.0/16 via 192.168.1.1 quickack 2
ip route add 10.35.0.0/16 via 192.168.1.1 mtu
ip route add 10.35.0.0/16 via 192.168.1.1 mtu lock
ip route add 10.35.0.0/16 via 192.168.1.1 advmss abc
ip route add 10.35.0.0/16 via 192.168.1.1 initcwnd lock 5
ip route add 10.13.0.0/16 via 192.168.1.1 protocol static
ip route add 10.14.0.0/16 via 192.168.1.1 proto 77
ip route add 10.15.0.0/16 via 192.168.1.1 proto zebra scope site
ip route add 10.16.0.0/16 via 192.168.1.1 tos 0x10
ip route add 10.16.0.0/16 via 192.168.1.2 dsfield 0x08
ip route add 10.17.0.0/16 via 192.168.1.1 table 100
ip route add 10.17.0.0/16 via 192.168.1.1 table default
ip route add 10.18.0.0/16 via 192.168.1.1 priority 8
ip route add 10.19.0.0/16 via 192.168.1.1 preference 9
ip route add unicast 10.20.0.0/16 via 192.168.1.1
ip route add local 10.21.0.1 dev lo
ip route add broadcast 10.22.255.255 dev eth0
ip route add 10.23.0.0/16 nexthop via 192.168.1.1 dev eth0 weight 2 nexthop via 172.16.0.2 dev eth1
ip route add 10.24.0.0/16 nexthop dev eth0 nexthop dev eth1 weight 5
ip route add 10.25.0.0/16 scope host dev eth0
ip route add 10.26.0.0/16 scope global dev eth0
ip route add 10.27.0.0/16 via 10.1.0.5 dev eth0 onlink
ip route add 10.28.0.0/16 oif eth0
ip route add 10.29/16 via 192.168.1.1
ip route add 10.30 via 192.168.1.1
ip route add 10.31.0.0/255.255.0.0 via 192.168.1.1
ip route add 10.32.1.1 via 192.168.1.1
ip route add 10.33.1.1/32 via 192.168.1.1
ip route add default via 192.168.1.1
ip route add bl 10.36.0.0/16
ip route add prohib 10.37.0.0/16
ip route add unreach 10.38.0.0/16
ip route add default via 192.168.1.2 metric 100
ip route add default dev eth1 metric 200
ip route add 0/0 via 192.168.1.3 metric 300
ip route add any via 192.168.1.3 metric 400
ip route add all via 192.168.1.3 metric 500
ip route
ip route show table all | grep -vE '127|fe80|ff00|::1'
ip -d route | head -5
ip -N route | head -12
ip -j route show 10.9.0.0/16
ip -j route show 10.23.0.0/16
ip -j route show default
ip -o route show 10.23.0.0/16
ip -o route show 10.24.0.0/16
ip route show default
ip route show 0.0.0.0/0
ip route show 10.0.0.0/8
ip route show root 10.0.0.0/12
ip route show match 10.1.2.3
ip route show exact 10.1.0.0/16
ip route show to root 10.0.0.0/15
ip route show to match 10.4.9.9
ip route show to 10.4.0.0/16
ip route show 10.1.2.3
ip route show dev eth1
ip route show oif eth1
ip route show via 192.168.1.2
ip route show src 172.16.0.1
ip route show proto static
ip route show proto kernel dev eth0
ip route show protocol boot | wc -l
ip route show scope link
ip route show scope host
ip route show scope site
ip route show type unicast | wc -l
ip route show type uni | wc -l
ip route show type bl
ip route show type local
ip route show type broadcast table local dev eth0
ip route show metric 100
ip route show tos 0x10
ip route show table 100
ip route show table default
ip route show table local dev eth0
ip route list table main | wc -l
ip route show table 77
ip route show table 0 | grep -c eth0
ip route show cache
ip route ls default
ip route lst default
ip ro sh default
ip r s default
ip route s default
ip route default
ip route 10.1.0.0/16
ip route show dev
ip route show via
ip route show frob
ip route show scope frob
ip route show proto frob
ip route show type frob
ip route change 10.1.0.0/16 via 192.168.1.9
ip route chg 10.2.0.0/16 via 192.168.1.9
ip route replace 10.3.0.0/16 via 192.168.1.9
ip route replace 10.99.0.0/16 via 192.168.1.9
ip route change 10.98.0.0/16 via 192.168.1.9
ip route append 10.1.0.0/16 via 192.168.1.10
ip route prepend 10.1.0.0/16 via 192.168.1.8
ip route add 10.1.0.0/16 via 192.168.1.9
ip route test 10.1.0.0/16 via 192.168.1.9
ip route show 10.1.0.0/16
ip route replace default via 192.168.1.254
ip route show default
ip route del default
ip route show default
ip route delete default via 192.168.1.2
ip route del default dev eth1
ip route del default metric 400
ip route show default
ip route del 10.1.0.0/16 via 192.168.1.9
ip route del 10.1.0.0/16 dev eth1
ip route del 10.1.0.0/16
ip route del 10.6.0.0/16 metric 11
ip route del 10.6.0.0/16 metric 10
ip route del 10.7.0.0/16 mtu 1500
ip route del 10.7.0.0/16 mtu 1400
ip route del 10.13.0.0/16 proto boot
ip route del 10.13.0.0/16 proto static
ip route del 10.16.0.0/16
ip route del 10.16.0.0/16 tos 0x10
ip route del 10.17.0.0/16
ip route del 10.17.0.0/16 table 100
ip route del 10.17.0.0/16 table 4242
ip route del 10.23.0.0/16 nexthop via 192.168.1.1 nexthop via 172.16.0.2
ip route del 10.24.0.0/16
ip route del 10.25.0.0/16 scope link
ip route del 10.25.0.0/16 scope host
ip route del local 10.21.0.1
ip route del 10.21.0.1
ip route del local 10.21.0.1 table local
ip route del broadcast 10.22.255.255
ip route del 10.32.1.1/24
ip route del 10.32.1.1
ip route flush 10.2.0.0/15
ip route flush proto zebra
ip route flush dev eth1
ip route flush via 192.168.1.1
ip route flush table 100
ip route flush root 10.0.0.0/8
ip -s route flush scope link
ip -s -s route flush table main
ip route
ip route flush
ip route flush cache
ip -s route flush cache
ip route show table main
