# A device that moves to another namespace leaves addresses and routes behind, and is down.
ip netns add red
ip link add eth0 type veth peer name far0
ip link set far0 up
ip link set eth0 up
ip addr add 10.0.0.1/24 dev eth0
ip route
ip link set eth0 netns red
ip route
ip link show eth0
ip -n red addr show eth0 | grep -c inet
ip -n red link show eth0 | head -1 | grep -o 'state [A-Z]*'
ip -n red link set eth0 netns 1
ip -br link show eth0 | awk '{print $1, $2}'
ip link set eth0 netns nosuch
