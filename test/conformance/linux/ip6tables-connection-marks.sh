# A mark that the first packet got comes back with every packet of the connection.
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
ip -n pod -6 route add default via fd00:1::1
sysctl -q -w net.ipv6.conf.all.forwarding=1
sleep 3
ip -n out -6 route add default via fd00:2::1
ip6tables -t mangle -A PREROUTING -j CONNMARK --restore-mark
ip6tables -t mangle -A PREROUTING -i p0 -p icmpv6 -m mark --mark 0 -j MARK --set-mark 7
ip6tables -t mangle -A PREROUTING -j CONNMARK --save-mark
ip6tables -A FORWARD -m mark --mark 7
ip6tables -A FORWARD -m connmark --mark 7
ip6tables -A FORWARD -m connmark ! --mark 7
ip netns exec pod ping -c 2 -i 0.2 -e 90 fd00:2::2
ip6tables -L FORWARD -n -v
ip6tables -t mangle -L PREROUTING -n
conntrack -L -f ipv6 -m 7 2>/dev/null | sed -E 's/^([a-z0-9]+ +[0-9]+) [0-9]+ /\1 T /'
conntrack -L -f ipv6 -m 8 2>/dev/null | wc -l
conntrack -U -f ipv6 -m 9 2>/dev/null | wc -l
conntrack -L -f ipv6 2>/dev/null | sed -E 's/^([a-z0-9]+ +[0-9]+) [0-9]+ /\1 T /'
ip6tables -t raw -A PREROUTING -p icmpv6 -j NOTRACK
ip netns exec pod ping -c 1 fd00:2::2
conntrack -D -f ipv6 2>/dev/null | wc -l
ip netns exec pod ping -c 1 fd00:2::2
conntrack -L -f ipv6 2>/dev/null | wc -l
