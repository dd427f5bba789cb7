# The outside has no route back to the pods: it answers the router, which knows whose answer it is.
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
ip netns exec pod ping -c 1 -W 1 -e 77 fd00:2::2
ip6tables -t nat -A POSTROUTING -o o0 -j MASQUERADE
ip netns exec pod ping -c 1 -e 78 fd00:2::2
ip6tables -t nat -L POSTROUTING -n -v
conntrack -L -f ipv6 2>/dev/null | sed -E 's/^([a-z0-9]+ +[0-9]+) [0-9]+ /\1 T /'
conntrack -L 2>/dev/null | wc -l
ip netns exec pod ping -c 1 -e 78 fd00:2::2
ip6tables -t nat -L POSTROUTING -n -v
ip netns exec pod ping -c 2 -s 3000 -e 79 fd00:2::2
conntrack -D -f ipv6 > /dev/null
conntrack -C
ip6tables -t nat -F
ip6tables -t nat -A POSTROUTING -s fd00:1::/64 -j SNAT --to-source fd00:2::77
ip -n out -6 route add fd00:2::77/128 via fd00:2::1
ip netns exec pod ping -c 1 -e 80 fd00:2::2
conntrack -L -f ipv6 2>/dev/null | sed -E 's/^([a-z0-9]+ +[0-9]+) [0-9]+ /\1 T /'
ip netns exec pod ping -c 1 -W 1 fd00:2::9
