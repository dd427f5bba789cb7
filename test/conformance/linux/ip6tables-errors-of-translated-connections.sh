# An ICMPv6 error about a translated packet reaches who sent it, and tells it of the packet that it knows.
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
ip6tables -t nat -A POSTROUTING -o o0 -j MASQUERADE
ip netns exec pod nc -6 -u -v -w 1 fd00:2::2 5000 < /dev/null
ip netns exec pod nc -6 -v -w 1 fd00:2::2 80
ip netns exec out ip6tables -A INPUT -p icmpv6 --icmpv6-type echo-request -j REJECT --reject-with icmp6-adm-prohibited
ip netns exec pod ping -c 1 -W 1 fd00:2::2
ip netns exec out ip6tables -F
ip -n out link set eth0 mtu 1400
ip link set o0 mtu 1400
ip netns exec pod ping -c 1 -M do -s 1400 fd00:2::2
ip netns exec pod ping -c 1 -M do -s 1400 fd00:2::2
ip netns exec pod ping -c 1 -s 1400 fd00:2::2
ip -n pod -6 route get fd00:2::2 | sed 's/expires [0-9]*sec/expires/'
ip6tables -t nat -A PREROUTING -d fd00:1::99 -j DNAT --to-destination fd00:2::2
ip -6 route add fd00:1::99/128 dev lo
ip netns exec pod ip -6 route add fd00:1::99/128 via fd00:1::1
ip netns exec pod ping -c 1 fd00:1::99
ip netns exec pod nc -6 -u -v -w 1 fd00:1::99 5000 < /dev/null
