ip link set lo up
ip -6 addr
ip link add v0 type veth peer name v1
ip link set v0 up
ip -6 addr show v0
ip link set v1 up
sleep 3
ip -6 addr show v0
ip addr show v0
ip -br addr show v1
ip -6 -o addr show v1
ip -6 addr add fd00::1/64 dev v0
sleep 3
ip -6 addr show v0
ip -6 addr del fd00::1/64 dev v0
ip addr show v0
sysctl -w net.ipv6.conf.v0.disable_ipv6=1
ip addr show v0
ifconfig v1 | grep -c inet6
