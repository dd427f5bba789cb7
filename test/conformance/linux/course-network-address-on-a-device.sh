# An address that ends in .0 or .255 is accepted: the kernel does not know better.
ip link add eth0 type veth peer name far0
ip link set far0 up
ip link set eth0 up
ip addr add 192.168.1.0/24 dev eth0
ip addr add 192.168.2.255/24 dev eth0
ip addr add 192.168.3.0/23 dev eth0
ip addr add 0.0.0.0/0 dev eth0
ip addr add 255.255.255.255/32 dev eth0
ip -4 addr show dev eth0 | grep inet
ip route
