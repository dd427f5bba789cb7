# Which state each packet of a connection has, in both directions and for errors.
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
ip6tables -N seen
for state in NEW ESTABLISHED RELATED INVALID UNTRACKED; do ip6tables -A seen -p icmpv6 -m conntrack --ctstate $state; done
ip6tables -A FORWARD -j seen
ip netns exec pod ping -c 2 -i 0.2 fd00:2::2
ip6tables -L seen -n -v
ip6tables -Z seen
ip netns exec pod ping -c 1 -W 1 -t 1 fd00:2::2
ip netns exec pod nc -6 -u -w 1 fd00:2::2 5000 < /dev/null
ip6tables -L seen -n -v
ip6tables -F seen
ip6tables -A seen -m conntrack --ctdir ORIGINAL
ip6tables -A seen -m conntrack --ctdir REPLY
ip6tables -A seen -m conntrack --ctorigsrc fd00:1::/64
ip6tables -A seen -m conntrack --ctorigdst fd00:2::2 --ctproto 58
ip6tables -A seen -m conntrack ! --ctreplsrc fd00:2::2
ip6tables -A seen -m conntrack --ctstatus SEEN_REPLY
ip6tables -A seen -m conntrack --ctexpire 0:30
ip netns exec pod ping -c 2 -i 0.2 fd00:2::2
ip6tables -L seen -n -v
