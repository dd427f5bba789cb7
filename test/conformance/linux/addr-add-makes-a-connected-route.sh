# Seed row 2, on a veth because a fresh namespace has no eth0.
ip link add eth0 type veth peer name wire0
ip link set wire0 up
ip link set eth0 up
ip addr add 192.168.1.10/24 dev eth0
ip -4 addr show eth0
ip -4 addr show dev eth0
ip -br -4 addr
ip -o -4 addr
ip route
ip route show table local
ip route show table all type local
ip addr del 192.168.1.10/24 dev eth0
ip route
ip -4 addr show dev eth0
