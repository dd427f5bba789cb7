# a - r1 - r2 - b, forwarding on both routers.
for ns in a r1 r2 b; do
  ip netns add $ns
  ip -n $ns link set lo up
done

ip -n a link add eth0 type veth peer name eth0 netns r1
ip -n r1 link add eth1 type veth peer name eth0 netns r2
ip -n r2 link add eth1 type veth peer name eth0 netns b
ip -n a addr add 10.0.1.2/24 dev eth0
ip -n r1 addr add 10.0.1.1/24 dev eth0
ip -n r1 addr add 10.0.2.1/24 dev eth1
ip -n r2 addr add 10.0.2.2/24 dev eth0
ip -n r2 addr add 10.0.3.1/24 dev eth1
ip -n b addr add 10.0.3.2/24 dev eth0
for pair in a:eth0 r1:eth0 r1:eth1 r2:eth0 r2:eth1 b:eth0; do ip -n ${pair%:*} link set ${pair#*:} up; done
ip -n a route add default via 10.0.1.1
ip netns exec a ping -c 1 10.0.1.1
ip netns exec a ping -c 1 10.0.2.1
ip netns exec a ping -c 1 -W 1 10.0.2.2
ip netns exec r1 sysctl -w net.ipv4.ip_forward=1
ip netns exec r2 sysctl net.ipv4.ip_forward=1
ip netns exec a ping -c 1 -W 1 10.0.2.2
ip -n r2 route add 10.0.1.0/24 via 10.0.2.1
ip netns exec a ping -c 1 10.0.2.2
ip netns exec a ping -c 1 10.0.3.2
ip -n r1 route add 10.0.3.0/24 via 10.0.2.2
ip netns exec a ping -c 1 -W 1 10.0.3.2
ip -n b route add default via 10.0.3.1
ip netns exec a ping -c 1 10.0.3.2
ip netns exec a ping -c 1 -t 1 10.0.3.2
ip netns exec a ping -c 1 -t 2 10.0.3.2
ip netns exec a ping -c 1 -t 3 10.0.3.2
ip netns exec b ping -c 1 -t 1 10.0.1.2
ip -n r1 link set eth1 mtu 1400
ip netns exec a ping -c 1 -M do -s 1400 10.0.3.2
ip netns exec a ping -c 1 -M do -s 1400 10.0.3.2
ip netns exec a ping -c 1 -s 1400 10.0.3.2
ip netns exec a ping -c 1 -M do -s 2000 10.0.1.1
ip -n r2 route add blackhole 10.0.9.0/24
ip -n r1 route add 10.0.9.0/24 via 10.0.2.2
ip netns exec a ping -c 1 -W 1 10.0.9.1
ip -n r2 route replace unreachable 10.0.9.0/24
ip netns exec a ping -c 1 -W 1 10.0.9.1
ip -n r2 route replace prohibit 10.0.9.0/24
ip netns exec a ping -c 1 -W 1 10.0.9.1
ip -n a -s link show eth0 | sed -n 1p
