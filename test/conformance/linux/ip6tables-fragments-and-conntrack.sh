# Without connections rules see every fragment; with them the host puts datagrams together first.
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
sleep 2
ip -n out -6 route add default via fd00:2::1
ip6tables -A FORWARD -p icmpv6 --icmpv6-type echo-request
ip6tables -A FORWARD -m frag --fragfirst
ip6tables -A FORWARD -m frag --fragmore
ip6tables -A FORWARD -m frag --fraglast
ip6tables -A FORWARD -m ipv6header --header frag --soft
ip6tables -A FORWARD -m ipv6header --header prot
ip6tables -A FORWARD -p icmpv6
ip netns exec out ip6tables -A INPUT -p icmpv6
ip netns exec out ip6tables -A INPUT -p icmpv6 --icmpv6-type echo-request
ip netns exec pod ping -c 1 -s 3000 fd00:2::2
ip6tables -L FORWARD -n -v
ip netns exec out ip6tables -L INPUT -n -v
ip6tables -Z
ip6tables -A FORWARD -m conntrack --ctstate NEW
ip netns exec pod ping -c 1 -s 3000 fd00:2::2
ip6tables -L FORWARD -n -v
