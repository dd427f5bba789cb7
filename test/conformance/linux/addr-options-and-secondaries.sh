ip link add eth0 type veth peer name wire0
ip link set wire0 up
ip link set eth0 up
ip addr add 10.0.0.1/24 brd + dev eth0
ip addr add 10.0.0.2/24 broadcast 10.0.0.255 dev eth0
ip addr add 10.0.1.1/24 dev eth0 label eth0:1
ip addr add 10.0.2.1/24 dev eth0 scope link
ip addr add 10.0.3.1/24 dev eth0 noprefixroute
ip addr add 10.0.4.1/24 dev eth0 metric 50
ip addr add 10.0.5.1 peer 10.0.5.2 dev eth0
ip addr add 10.0.6.1/31 dev eth0
ip addr add 10.0.7.1/32 brd 10.0.7.1 dev eth0
ip -4 addr show eth0
ip -o -4 addr show eth0
ip -br -4 addr show eth0
ip -4 -j addr show eth0
ip -4 -j -p addr show eth0
ip -4 addr show to 10.0.0.0/24
ip -4 addr show label eth0:1
ip -4 addr show scope link
ip -4 addr show secondary
ip -4 addr show primary
ip route
ip route show table local
ip addr del 10.0.0.1/24 dev eth0
ip -4 addr show to 10.0.0.0/24
ip addr flush dev eth0 label eth0:1
ip -4 addr show eth0
ip -s addr flush dev eth0
ip -4 addr show eth0
ip addr flush
