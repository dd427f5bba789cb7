# Every way to add, replace, delete and flush addresses, and the mistakes on the way.
sysctl -qw net.ipv6.conf.default.disable_ipv6=1 net.ipv6.conf.all.disable_ipv6=1
ip link add eth0 type veth peer name wire0
ip link set wire0 up
ip addr add 10.0.0.1/24 dev eth0
ip link set eth0 up
ip addr show eth0 | grep inet
ip route
ip addr add 10.0.0.1/24 dev eth0
ip addr add 10.0.0.1/25 dev eth0
ip addr add 10.0.0.1/24 dev wire0
ip route
ip addr del 10.0.0.1/24 dev wire0
ip route
ip addr add local 10.1.0.1/24 dev eth0
ip addr add dev eth0 10.2.0.1/24
ip addr add 10.3.0.1/24 dev eth0 broadcast 10.3.0.255
ip addr add 10.4.0.1/24 brd + dev eth0
ip addr add 10.5.0.1/24 brd - dev eth0
ip addr add 10.6.0.1/24 dev eth0 label eth0:six
ip addr add 10.7.0.1/24 dev eth0 scope link
ip addr add 10.8.0.1/24 dev eth0 scope host
ip addr add 10.10.0.1/24 dev eth0 metric 50
ip addr add 10.11.0.1/24 dev eth0 noprefixroute
ip addr add 10.12.0.1 peer 10.12.0.2/30 dev eth0
ip addr add 10.13.0.1/24 dev eth0 valid_lft 100 preferred_lft 50
ip addr add 10.14.0.1/24 dev eth0 valid_lft forever preferred_lft forever
ip addr add 10.15.0.1/24 dev eth0 nodad
ip addr add 10.16.0.1/24 dev eth0 home
ip addr add 10.17.0.1/31 dev eth0
ip addr add 10.18.0.1/32 dev eth0
ip addr add 10.19.0.0/24 dev eth0
ip addr add 10.20.0.255/24 dev eth0
ip addr add 10.21.0.1/0 dev eth0
ip addr add 0.0.0.0/0 dev eth0
ip addr add 127.0.0.5/8 dev eth0
ip addr add 10.22.0.1/255.255.255.0 dev eth0
ip addr add 10.23/24 dev eth0
ip addr add 010.24.0.1/24 dev eth0
ip addr add 0x0a190001/24 dev eth0
ip addr show eth0
ip route
ip route show table local | grep -v 127
ip addr del 10.1.0.1/24 dev eth0
ip addr del 10.2.0.1 dev eth0
ip addr delete 10.3.0.1/16 dev eth0
ip addr del 10.99.0.1/24 dev eth0
ip addr del dev eth0
ip addr del 10.4.0.1/24
ip addr del 10.6.0.1/24 dev eth0 label eth0:seven
ip addr del 10.6.0.1/24 dev eth0 label eth0:six
ip addr del 10.12.0.1 peer 10.12.0.2/30 dev eth0
ip a d 10.7.0.1/24 dev eth0
ip addr del 10.13.0.1/24 dev eth0
ip addr add 10.30.0.1/24 10.31.0.1/24 dev eth0
ip addr add 10.30.0.1/24 dev eth0 dev wire0
ip addr add 10.30.0.1/ dev eth0
ip addr add 10.30.0.1/24/ dev eth0
ip addr add 10.30.0.1/-1 dev eth0
ip addr add 10.30.0.1/abc dev eth0
ip addr add 10.30.0.1 24 dev eth0
ip addr add 10.30.0.1.5/24 dev eth0
ip addr add 10.30.0/24 dev eth0
ip addr add 'fe80::1' dev eth0
ip addr add 10.30.0.1/24 dev eth0 label
ip addr add 10.30.0.1/24 dev eth0 label wire0
ip addr add 10.30.0.1/24 dev eth0 label eth0averylonglabel
ip addr add 10.30.0.1/24 dev eth0 broadcast
ip addr add 10.30.0.1/24 dev eth0 brd 10.30.0
ip addr add 10.30.0.1/24 dev eth0 brd + brd +
ip addr add 10.30.0.1/24 dev eth0 valid_lft 10 preferred_lft 20
ip addr add 10.30.0.1/24 dev eth0 valid_lft 0
ip addr add 10.30.0.1/24 dev eth0 valid_lft abc
ip addr add 10.30.0.1/24 dev eth0 up
ip addr add 10.30.0.1/24 via 10.0.0.9 dev eth0
ip addr add 10.30.0.1/24 eth0
ip addr add 10.30.0.1/24 nosuch
ip addr add 10.30.0.1/24 dev nosuch
ip addr add
ip addr
ip addr replace 10.30.0.1/24 dev eth0
ip addr replace 10.30.0.1/24 dev eth0 valid_lft 1000 preferred_lft 1000
ip addr change 10.30.0.1/24 dev eth0 metric 7
ip addr change 10.31.0.1/24 dev eth0
ip addr chg 10.32.0.1/24 dev eth0
ip -4 addr show eth0 to 10.30.0.0/14
ip addr flush dev eth0 scope link
ip addr flush dev eth0 to 10.8.0.0/14
ip -s addr flush dev eth0 label eth0
ip -s -s addr flush dev eth0
ip addr show eth0
ip addr flush
ip addr flush dev
ip addr flush dev nosuch
ip addr flush eth0
ip -s addr flush dev eth0
ip addr add 10.0.0.1/24 dev eth0
ip addr flush to 10.0.0.0/24
ip addr show dev eth0
ip route
