# Addresses without a length, of the network itself, of everybody, and twice.
ip link add eth0 type veth peer name sw0
ip link set eth0 up; ip link set sw0 up
ip addr add 192.168.15.1 dev eth0
ip -4 addr show eth0
ip route
ip addr add 192.168.15.1/24 dev eth0
ip -4 addr show eth0
ip route
ip addr add 192.168.16.0/24 dev eth0
ip addr add 192.168.16.255/24 dev eth0
ip -4 -br addr
ip addr add 192.168.300.1/24 dev eth0
ip addr add 192.168.15/24 dev eth0
ip addr add 192.168.15.7/33 dev eth0
ip addr add 192.168.15.7/255.255.255.0 dev eth0
ip addr add 192.168.15.1/24 dev eth0
ip addr add 192.168.15.8/24
ip addr add dev eth0
ip addr add dev eth0 192.168.15.9/24
ip addr add 192.168.15.10/24 dev
ip addr add 192.168.15.10/24 dev eth9
ip addr add 127.0.0.2/8 dev eth0
ip addr add 0.0.0.0/0 dev eth0
ip addr add 255.255.255.255/32 dev eth0
ip addr add 224.0.0.9/32 dev eth0
ip addr del 192.168.15.1 dev eth0
ip addr del 192.168.15.1/24 dev eth0
ip addr del 192.168.15.1/24 dev eth0
ip -4 -br addr show eth0
ip route
