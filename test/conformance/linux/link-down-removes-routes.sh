# Taking a link down takes the routes through it; bringing it up brings back only the connected one.
ip link add eth0 type veth peer name far0
ip link set far0 up
ip link set eth0 up
ip addr add 10.0.0.1/24 dev eth0
ip route add 10.9.0.0/16 via 10.0.0.2
ip route add default via 10.0.0.254
ip route
ip link set eth0 down
ip route
ip route add default via 10.0.0.254
ip link set eth0 up
ip route
