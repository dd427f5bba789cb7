# `ip addr` in every output form, with every selector.
sysctl -qw net.ipv6.conf.default.disable_ipv6=1 net.ipv6.conf.all.disable_ipv6=1
ip link set lo up
ip link add eth0 address 02:00:00:00:00:01 type veth peer name wire0 address 02:00:00:00:00:02
ip link add br0 address 02:00:00:00:00:10 type bridge
ip link set wire0 up
ip link set eth0 up
ip addr add 192.168.1.10/24 dev eth0
ip addr add 192.168.1.11/24 dev eth0
ip addr add 10.0.0.1/8 dev eth0 label eth0:web
ip addr add 10.9.9.1 peer 10.9.9.2 dev eth0
ip addr add 172.16.0.1/16 brd + dev br0
ip addr add 172.17.0.1/16 brd 172.17.255.254 scope link dev br0
ip addr
ip a
ip address show
ip addr list
ip addr lst
ip addr ls eth0
ip addr show dev eth0
ip addr show eth0
ip a s eth0
ip a show lo
ip -4 addr
ip -4 a s dev eth0
ip -6 addr
ip -0 addr
ip -f inet a
ip -f link a
ip -br addr
ip -br -4 addr
ip -br a s eth0
ip -brief address show dev br0
ip -o addr
ip -o -4 addr show
ip -o a s eth0
ip -o -4 addr show dev eth0 | awk '{print $4}'
ip -d addr show lo | sed 's/ gso_max_size.*//'
ip -s addr show lo
ip -j addr show eth0
ip -j -p addr show dev lo
ip -j -br addr
ip -j -4 addr
ip -c addr show eth0
ip -c -br addr
ip -c=always -o -4 addr show lo
ip -h addr show lo
ip -r addr show lo
ip -N addr show lo
ip addr show up
ip -br addr show up
ip addr show primary
ip addr show secondary
ip addr show permanent
ip addr show dynamic
ip addr show scope global
ip addr show scope link
ip addr show scope host
ip -4 -br addr show scope global
ip addr show to 192.168.1.0/24
ip addr show to 10.0.0.0/8
ip addr show to 10.0.0.1
ip addr show label 'eth0:*'
ip addr show label eth0
ip addr show label 'eth0*'
ip addr show type veth
ip -br addr show type bridge
ip addr show master br0
ip link set wire0 master br0
ip addr show master br0
ip addr show nomaster
ip addr show group default | grep -c mtu
ip addr show group 5
ip addr show eth0 up
ip addr show up dev eth0
ip addr show dev eth0 scope global secondary
ip addr show eth0 lo
ip addr show nosuch
ip addr show dev
ip addr show scope
ip addr show scope planet
ip addr show to
ip addr show to 300.1.1.1
ip addr show label
ip addr show type
ip addr show type nosuch
ip addr show master nosuch
ip addr show up down
ip addr showw
ip addr show -4
ip addr show | grep inet
ip addr show eth0 | grep -oE 'inet [0-9.]+'
ip addr show eth0 | grep 'inet ' | awk '{print $2}' | cut -d/ -f1
ip addr help 2>&1 | head -3
