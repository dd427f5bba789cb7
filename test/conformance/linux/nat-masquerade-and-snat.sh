# Both give the packets of the namespace the address of the router; the server sees nobody else.
ip netns add pod
ip netns add out
ip link add p0 type veth peer name eth0 netns pod
ip link add o0 type veth peer name eth0 netns out
ip addr add 10.0.0.1/24 dev p0
ip addr add 192.168.1.1/24 dev o0
ip addr add 192.168.1.9/24 dev o0
ip link set p0 up; ip link set o0 up
ip -n pod addr add 10.0.0.2/24 dev eth0
ip -n out addr add 192.168.1.2/24 dev eth0
ip -n pod link set eth0 up; ip -n out link set eth0 up
ip -n pod route add default via 10.0.0.1
sysctl -q -w net.ipv4.ip_forward=1
ip netns exec pod ping -c 1 -W 0.3 192.168.1.2
iptables -t nat -A POSTROUTING -s 10.0.0.0/24 -o o0 -j MASQUERADE
ip netns exec pod ping -c 1 -W 1 192.168.1.2
ip -n out neigh | cut -d' ' -f1
conntrack -L -p icmp 2>/dev/null | grep -o 'dst=192.168.1.1'
iptables -t nat -R POSTROUTING 1 -s 10.0.0.0/24 -o o0 -j SNAT --to-source 192.168.1.9
ip netns exec pod ping -c 1 -W 1 192.168.1.2
conntrack -L -p icmp 2>/dev/null | grep -o 'dst=192.168.1.9'
