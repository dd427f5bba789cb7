# With promote_secondaries the next address takes the place of the one that goes.
ip link add eth0 type veth peer name far0
ip link set far0 up
ip link set eth0 up
sysctl -w net.ipv4.conf.eth0.promote_secondaries=1
ip addr add 10.0.0.1/24 dev eth0
ip addr add 10.0.0.2/24 dev eth0
ip addr add 10.0.0.3/24 dev eth0
ip route
ip addr del 10.0.0.1/24 dev eth0
ip -4 addr show dev eth0
ip route
ip addr show dev eth0 secondary | grep -w inet
