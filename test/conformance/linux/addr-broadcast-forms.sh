# `broadcast +` works it out, `-` too, and an address without it has none.
ip link add eth0 type veth peer name far0
ip link set far0 up
ip link set eth0 up
ip addr add 10.0.1.1/24 dev eth0
ip addr add 10.0.2.1/24 brd + dev eth0
ip addr add 10.0.3.1/24 broadcast - dev eth0
ip addr add 10.0.4.1/24 broadcast 10.0.4.99 dev eth0
ip addr add 10.0.5.1/32 brd + dev eth0
ip addr add 10.0.6.1/30 brd + dev eth0
ip -4 addr show dev eth0 | grep inet
ip route show table local type broadcast
ping -c 1 -W 1 10.0.2.255
ping -b -c 1 -W 0.2 10.0.2.255
