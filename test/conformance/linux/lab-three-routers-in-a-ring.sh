# A course's classic: three routers in a ring with a host each, static routes, then one link fails.
sysctl -qw net.ipv6.conf.default.disable_ipv6=1 net.ipv6.conf.all.disable_ipv6=1
for i in 1 2 3; do
  for n in r$i h$i; do
    ip netns add $n
    ip netns exec $n sysctl -qw net.ipv6.conf.default.disable_ipv6=1 net.ipv6.conf.all.disable_ipv6=1
    ip -n $n link set lo up
  done
  ip netns exec r$i sysctl -qw net.ipv4.ip_forward=1
  ip link add h$i-r$i netns h$i type veth peer name r$i-h$i netns r$i
  ip -n h$i addr add 10.$i.0.10/24 dev h$i-r$i
  ip -n r$i addr add 10.$i.0.1/24 dev r$i-h$i
  ip -n h$i link set h$i-r$i up
  ip -n r$i link set r$i-h$i up
  ip -n h$i route add default via 10.$i.0.1
done

for pair in "1 2" "2 3" "3 1"; do
  set -- $pair
  ip link add r$1-r$2 netns r$1 type veth peer name r$2-r$1 netns r$2
  ip -n r$1 addr add 10.0.$1$2.1/30 dev r$1-r$2
  ip -n r$2 addr add 10.0.$1$2.2/30 dev r$2-r$1
  ip -n r$1 link set r$1-r$2 up
  ip -n r$2 link set r$2-r$1 up
done

ip netns exec h1 ping -c 1 -W 1 10.2.0.10
ip netns exec h1 ping -c 1 -W 1 10.0.12.2
ip -n r1 route add 10.2.0.0/24 via 10.0.12.2
ip -n r1 route add 10.3.0.0/24 via 10.0.31.1
ip netns exec h1 ping -c 1 -W 1 10.2.0.10
ip -n r2 route add 10.1.0.0/24 via 10.0.12.1
ip -n r2 route add 10.3.0.0/24 via 10.0.23.2
ip -n r3 route add 10.1.0.0/24 via 10.0.31.2
ip -n r3 route add 10.2.0.0/24 via 10.0.23.1
ip netns exec h1 ping -c 1 10.2.0.10
ip netns exec h2 ping -c 1 10.3.0.10
ip netns exec h3 ping -c 1 10.1.0.10
for i in 1 2 3; do ip -n r$i route; done
ip -n r1 route get 10.2.0.10
ip -n r1 -br addr
ip -n r1 -br link
# Backup routes with a higher metric the other way round.
ip -n r1 route add 10.2.0.0/24 via 10.0.31.1 metric 100
ip -n r2 route add 10.1.0.0/24 via 10.0.23.2 metric 100
ip -n r1 route show 10.2.0.0/24
ip -n r1 link set r1-r2 down
sleep 1.2
ip -n r1 route
ip -n r2 route
ip -n r2 -br link
ip netns exec h1 ping -c 1 10.2.0.10
ip netns exec h2 ping -c 1 -W 1 10.1.0.10
ip netns exec r2 sysctl -w net.ipv4.conf.r2-r1.ignore_routes_with_linkdown=1 net.ipv4.conf.all.ignore_routes_with_linkdown=1
ip -n r2 route
ip -n r2 route get 10.1.0.10
ip netns exec h2 ping -c 1 10.1.0.10
ip -n r1 link set r1-r2 up
ip -n r1 route
ip -n r1 route add 10.2.0.0/24 via 10.0.12.2
ip netns exec h1 ping -c 1 10.2.0.10
# A loop: r1 and r2 send packets for 10.9.0.0/16 to each other until the TTL runs out.
ip -n r1 route add 10.9.0.0/16 via 10.0.12.2
ip -n r2 route add 10.9.0.0/16 via 10.0.12.1
ip netns exec h1 ping -c 1 10.9.0.1
ip netns exec h1 ping -c 1 -t 1 10.2.0.10
ip netns exec h1 ping -c 1 -t 2 10.2.0.10
ip netns exec h1 ping -c 1 -t 3 10.2.0.10
# Reverse-path filtering on a router that the answer comes back to by another way.
ip -n r1 route replace 10.3.0.0/24 via 10.0.12.2
ip netns exec h1 ping -c 1 10.3.0.10
ip netns exec r1 sysctl -w net.ipv4.conf.all.rp_filter=1
ip netns exec h1 ping -c 1 -W 1 10.3.0.10
ip netns exec r1 sysctl -w net.ipv4.conf.all.rp_filter=2
ip netns exec h1 ping -c 1 10.3.0.10
ip -n h1 route del default
ip netns exec h1 ping -c 1 10.2.0.10
ip -n h1 route add unreachable default
ip netns exec h1 ping -c 1 10.2.0.10
ip -n h1 route replace prohibit default
ip netns exec h1 ping -c 1 10.2.0.10
ip -n h1 route replace blackhole default
ip netns exec h1 ping -c 1 10.2.0.10
