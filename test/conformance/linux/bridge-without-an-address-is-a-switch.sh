# The host has no part in the network of a bridge until the bridge has an address.
ip netns add red
ip link add br0 type bridge
ip link set br0 up
ip link add eth0 netns red type veth peer name port1
ip link set port1 master br0
ip link set port1 up
ip -n red addr add 10.0.0.2/24 dev eth0
ip -n red link set eth0 up
ping -c 1 -W 1 10.0.0.2
ip addr add 10.0.0.1/24 dev port1
ping -c 1 -W 0.3 10.0.0.2
ip addr del 10.0.0.1/24 dev port1
ip addr add 10.0.0.1/24 dev br0
ping -c 1 -W 1 10.0.0.2
