# The table of connections shows both directions, and what NAT made of them.
ip netns add pod
ip netns add out
ip link add p0 type veth peer name eth0 netns pod
ip link add o0 type veth peer name eth0 netns out
ip addr add 10.0.0.1/24 dev p0
ip addr add 192.168.1.1/24 dev o0
ip link set p0 up; ip link set o0 up
ip -n pod addr add 10.0.0.2/24 dev eth0
ip -n out addr add 192.168.1.2/24 dev eth0
ip -n pod link set eth0 up; ip -n out link set eth0 up
ip -n pod route add default via 10.0.0.1
sysctl -q -w net.ipv4.ip_forward=1
iptables -t nat -A POSTROUTING -o o0 -j MASQUERADE
ip netns exec out nc -l 80 > /tmp/got &
sleep 0.2
echo hi | ip netns exec pod nc -N -p 40000 192.168.1.2 80
conntrack -L -p tcp 2>/dev/null | sed 's/TIME_WAIT//; s/ [0-9]* / /2' | tr -s ' ' | cut -d' ' -f1,4-12
conntrack -C
conntrack -D -s 10.0.0.2 > /dev/null
conntrack -C
