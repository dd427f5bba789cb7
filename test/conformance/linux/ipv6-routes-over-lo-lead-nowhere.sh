# Routes of IPv6 over lo lead to nobody but this host, and say so.
ip link set lo up
ip -6 addr add fd00:1::9/64 dev lo nodad
ip -6 route
ip -6 route get fd00:1::2
ping -6 -c 1 -W 1 fd00:1::2
ping -6 -c 1 -W 1 -I lo fd00:1::2
ping -6 -c 1 -W 1 -I fd00:1::9 fd00:1::2
ip -6 route add fd07::/64 via fd00:1::3
ip -6 route add fd07::/64 via fd00:1::3 dev lo
ip -6 route add fd08::/64 dev lo
ip -6 route add fd08:1::/64 dev lo type local
ip -6 route add local fd08:1::/64 dev lo
ip -6 route
ping -c1 -W1 fd08::1
ping -c1 -W1 fd08:1::1
ip -6 route get fd08::1
ip -6 route get fd08:1::1
ip -6 route add ::1 dev lo metric 5
ip -6 route add ::/0 dev lo metric 5
ping -c1 -W1 fd09::1
ip -6 route show
nc -6 -z -w 1 fd08::1 80; echo $?
traceroute -6 -n -q 1 -m 3 -w 1 fd08::1
ip6tables -A OUTPUT -j LOG
ping -c1 -W1 fd08::1
ip6tables -nvL OUTPUT -x
ip6tables -nvL POSTROUTING -t mangle -x
ip link add veth-a type veth peer name veth-b; ip netns add red; ip link set veth-b netns red; ip addr add fd00:2::1/64 dev veth-a nodad; ip link set veth-a up; ip -n red addr add fd00:2::2/64 dev veth-b nodad; ip -n red link set veth-b up
sleep 3
ip -n red -6 route add default via fd00:2::1
ip netns exec red ping -c1 -W1 fd08::1
sysctl -w net.ipv6.conf.all.forwarding=1
ip netns exec red ping -c1 -W1 fd08::1
ip netns exec red ping -c1 -W1 fd0a::1
