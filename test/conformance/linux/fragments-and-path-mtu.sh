# Packets larger than a link carries: fragments, what a router answers, and what the sender remembers of it (a - r - b).
sysctl -qw net.ipv6.conf.default.disable_ipv6=1 net.ipv6.conf.all.disable_ipv6=1
for ns in a r b; do
  ip netns add $ns
  ip netns exec $ns sysctl -qw net.ipv6.conf.default.disable_ipv6=1 net.ipv6.conf.all.disable_ipv6=1
  ip -n $ns link set lo up
done

ip -n a link add eth0 type veth peer name eth0 netns r
ip -n r link add eth1 type veth peer name eth0 netns b
ip -n a addr add 10.0.1.2/24 dev eth0
ip -n r addr add 10.0.1.1/24 dev eth0
ip -n r addr add 10.0.2.1/24 dev eth1
ip -n b addr add 10.0.2.2/24 dev eth0
for end in a:eth0 r:eth0 r:eth1 b:eth0; do ip -n ${end%:*} link set ${end#*:} up; done
ip -n a route add default via 10.0.1.1
ip -n b route add default via 10.0.2.1
ip netns exec r sysctl -qw net.ipv4.ip_forward=1
ip netns exec a ping -c 1 -s 3000 10.0.2.2
ip -n a -s link show eth0
ip -n b -s link show eth0
ip netns exec a ping -c 1 -s 65507 10.0.2.2
ip netns exec a ping -c 1 -s 65508 10.0.2.2
ip netns exec a ping -c 1 -M do -s 1472 10.0.2.2
ip netns exec a ping -c 1 -M do -s 1473 10.0.2.2
ip netns exec a ping -c 1 -M dont -s 1473 10.0.2.2
ip netns exec a ping -c 1 -M want -s 1473 10.0.2.2
ip netns exec a ping -c 1 -M sometimes -s 1473 10.0.2.2
# A narrow link behind the router, both ends alike.
ip -n r link set eth1 mtu 1400
ip -n b link set eth0 mtu 1400
ip netns exec a ping -c 1 -M dont -s 1450 10.0.2.2
ip -n a route get 10.0.2.2
ip netns exec a ping -c 1 -s 1450 10.0.2.2
ip -n a route get 10.0.2.2
ip -n a route show cache
ip -n a route
ip -n a route get 10.0.2.1
ip netns exec a ping -c 1 -s 1450 10.0.2.2
ip netns exec a ping -c 1 -M do -s 1450 10.0.2.2
ip netns exec a ping -c 1 -M do -s 1372 10.0.2.2
ip netns exec a ping -c 1 -M do -s 1373 10.0.2.2
ip netns exec b ping -c 1 -s 1450 10.0.1.2
ip -n a route flush cache
ip -n a route get 10.0.2.2
ip -n a route show cache
ip netns exec a ping -c 2 -i 0.2 -M do -s 1450 10.0.2.2
ip -n a route add 10.0.2.0/24 via 10.0.1.1 mtu 1300
ip -n a route get 10.0.2.2
ip -n a -j route get 10.0.2.2
ip netns exec a ping -c 1 -M do -s 1300 10.0.2.2
ip netns exec a ping -c 1 -s 1300 10.0.2.2
ip -n a route del 10.0.2.0/24
ip netns exec a ping -c 1 -M do -s 1450 10.0.2.2
ip -n a route replace default via 10.0.1.1 mtu 1350
ip -n a route get 10.0.2.2
ip -n r link set eth1 mtu 500
ip -n b link set eth0 mtu 500
ip netns exec a ping -c 1 -s 1000 10.0.2.2
ip -n a route get 10.0.2.2
ip netns exec a ping -c 1 -s 1000 10.0.2.2
# One end narrower than the other: a frame that does not fit the receiver is lost without a word.
ip -n r link set eth1 mtu 1500
ip netns exec r ping -c 1 -W 1 -s 1400 10.0.2.2
ip netns exec r ping -c 1 -W 1 -s 472 10.0.2.2
ip netns exec r ping -c 1 -W 1 -s 476 10.0.2.2
ip netns exec r ping -c 1 -W 1 -s 477 10.0.2.2
ip -n b -s link show eth0 | awk 'NR == 4 { print $4 }'
