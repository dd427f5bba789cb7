# A port of the router leads to a server in a namespace, with an address in brackets.
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
ip6tables -t nat -A PREROUTING -i o0 -p tcp --dport 8080 -j DNAT --to-destination [fd00:1::2]:80
ip netns exec pod nc -6 -l 80 > /tmp/got &
sleep 0.2
echo hello | ip netns exec out nc -6 -N -p 40000 fd00:2::1 8080
sleep 0.2
cat /tmp/got
ip6tables -t nat -L PREROUTING -n -v
conntrack -L -f ipv6 -p tcp 2>/dev/null | sed -E 's/^([a-z0-9]+ +[0-9]+) [0-9]+ /\1 T /'
conntrack -L -f ipv6 -p tcp --dst-nat 2>/dev/null | wc -l
conntrack -L -f ipv6 -p tcp --src-nat 2>/dev/null | wc -l
conntrack -L -f ipv4 -p tcp 2>/dev/null | wc -l
ip netns exec out nc -6 -z -w 1 fd00:2::1 8081
ip6tables -t nat -A OUTPUT -d fd00:9::1 -p tcp --dport 80 -j DNAT --to-destination [fd00:1::2]:81
ip netns exec pod nc -6 -l 81 > /tmp/got &
sleep 0.2
ip -6 route add fd00:9::/64 dev o0
echo again | nc -6 -N fd00:9::1 80
sleep 0.2
cat /tmp/got
ip6tables -t nat -S
