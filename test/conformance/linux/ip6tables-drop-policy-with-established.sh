# A firewall that lets out and lets answers in; neighbour discovery has to be let in by itself.
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
ip netns exec pod ip6tables -P INPUT DROP
ip netns exec pod ping -c 1 -W 1 fd00:2::2
ip netns exec pod ip6tables -A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
ip -n pod neigh flush all
ip netns exec pod ping -c 1 -W 1 fd00:2::2
ip netns exec pod ip6tables -A INPUT -p icmpv6 --icmpv6-type neighbour-advertisement -j ACCEPT
ip netns exec pod ip6tables -A INPUT -p icmpv6 --icmpv6-type neighbour-solicitation -j ACCEPT
ip -n out -6 route add default via fd00:2::1
ip netns exec pod ping -c 1 fd00:2::2
ip netns exec out ping -c 1 -W 1 fd00:1::2
ip netns exec pod ping -c 1 -W 1 fd00:3::1
ip netns exec pod ip6tables -L INPUT -n
ip netns exec pod ip6tables -A INPUT -m conntrack --ctstate UNTRACKED -j ACCEPT
ip netns exec pod ip6tables -A INPUT -m conntrack --ctstate INVALID -j DROP
ip netns exec pod ip6tables -A INPUT -m state --state NEW -p icmpv6 -j ACCEPT
ip netns exec out ping -c 1 fd00:1::2
ip netns exec pod ip6tables -S
