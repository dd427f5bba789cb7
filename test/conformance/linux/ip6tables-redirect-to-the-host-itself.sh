# REDIRECT leads what comes in to this host, by the address of the device it came in on, or ::1 for its own packets.
ip netns add pod
ip netns add out
ip link add p0 type veth peer name eth0 netns pod
ip link add o0 type veth peer name eth0 netns out
ip addr add fd00:1::1/64 dev p0 nodad
ip addr add fd00:2::1/64 dev o0 nodad
ip link set p0 up; ip link set o0 up; ip link set lo up
ip -n pod addr add fd00:1::2/64 dev eth0 nodad
ip -n out addr add fd00:2::2/64 dev eth0 nodad
ip -n pod link set eth0 up; ip -n out link set eth0 up
ip -n pod link set lo up; ip -n out link set lo up
sleep 3
ip -n pod -6 route add default via fd00:1::1
sysctl -q -w net.ipv6.conf.all.forwarding=1
ip -n out -6 route add default via fd00:2::1
ip6tables -t nat -A PREROUTING -p tcp --dport 80 -j REDIRECT --to-ports 8000
ip6tables -t nat -A OUTPUT -p tcp --dport 80 -j REDIRECT --to-ports 8000
nc -6 -l 8000 > /tmp/got &
sleep 0.2
echo one | ip netns exec pod nc -6 -N -p 40001 fd00:2::2 80
sleep 0.2
cat /tmp/got
conntrack -L -f ipv6 -p tcp 2>/dev/null | sed -E 's/^([a-z0-9]+ +[0-9]+) [0-9]+ /\1 T /'
nc -6 -l 8000 > /tmp/got &
sleep 0.2
echo two | nc -6 -N -p 40002 fd00:2::2 80
sleep 0.2
cat /tmp/got
conntrack -L -f ipv6 -p tcp --orig-port-src 40002 2>/dev/null | sed -E 's/^([a-z0-9]+ +[0-9]+) [0-9]+ /\1 T /'
ip6tables -t nat -L -n
