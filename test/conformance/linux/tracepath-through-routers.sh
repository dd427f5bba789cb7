# a - r1 - r2 - b, and a link with a small MTU between the routers.
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
for ns in r1 r2; do ip netns exec $ns sysctl -qw net.ipv4.ip_forward=1; done
ip -n a route add default via 10.0.1.1
ip -n b route add default via 10.0.3.1
ip -n r1 route add 10.0.3.0/24 via 10.0.2.2
ip -n r2 route add 10.0.1.0/24 via 10.0.2.1
ip netns exec a tracepath -n 10.0.3.2
ip -n r1 link set eth1 mtu 1400
sleep 4
ip netns exec a tracepath 10.0.3.2
sleep 4
ip netns exec a tracepath -n -m 2 -l 500 10.0.3.2
sleep 4
ip netns exec a tracepath -n 10.0.3.77
ip -n r2 route add unreachable 10.0.9.0/24
ip -n r1 route add 10.0.9.0/24 via 10.0.2.2
sleep 4
ip netns exec a tracepath -n 10.0.9.1
ip -n r2 route replace blackhole 10.0.9.0/24
sleep 4
ip netns exec a tracepath -n -m 3 10.0.9.1
ip -n a route del default
ip netns exec a tracepath -n 10.0.3.2
