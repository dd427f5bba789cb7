# Addresses of the same subnet follow the first one, unless promote_secondaries is on.
ip link add eth0 type veth peer name far0
ip addr add 10.0.0.1/24 dev eth0
ip addr add 10.0.0.2/24 dev eth0
ip addr add 10.0.0.3/24 dev eth0
ip addr add 10.0.1.1/24 dev eth0
ip -4 -o addr show dev eth0 | tr -s ' '
sysctl -w net.ipv4.conf.eth0.promote_secondaries=0
sysctl -w net.ipv4.conf.all.promote_secondaries=0
ip addr del 10.0.0.1/24 dev eth0
ip -4 addr show dev eth0
