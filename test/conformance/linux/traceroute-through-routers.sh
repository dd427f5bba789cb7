# a - r1 - r2 - b, forwarding on both routers; the pauses let the routers' limits for ICMP errors recover.
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
ip netns exec a traceroute -n 10.0.3.2
ip -n a route add default via 10.0.1.1
ip -n b route add default via 10.0.3.1
ip netns exec a traceroute -n 10.0.1.1
sleep 3
ip netns exec a traceroute -n 10.0.3.2
ip -n r1 route add 10.0.3.0/24 via 10.0.2.2
# r2 knows no way back.
ip netns exec a traceroute -n -w 1 -m 2 10.0.3.2
ip -n r2 route add 10.0.1.0/24 via 10.0.2.1
sleep 3
ip netns exec a traceroute -n 10.0.3.2
sleep 3
ip netns exec a traceroute 10.0.3.2
sleep 4
ip netns exec a traceroute -n -I 10.0.3.2
sleep 4
ip netns exec a traceroute -n -T -O info 10.0.3.2
sleep 4
ip netns exec a traceroute -n -U -q 1 10.0.3.2
ip -n r1 link set eth1 mtu 1400
sleep 4
ip netns exec a traceroute -n --mtu 10.0.3.2
sleep 7
ip netns exec a traceroute -n 10.0.3.77
ip -n r2 route add prohibit 10.0.9.0/24
ip -n r1 route add 10.0.9.0/24 via 10.0.2.2
sleep 7
ip netns exec a traceroute -n 10.0.9.1
ip netns exec a traceroute -n -q 1 -f 2 -m 2 -s 10.0.1.2 -i eth0 10.0.3.2
ip -n r2 link set eth1 down
sleep 3
ip netns exec a traceroute -n -q 1 10.0.3.2
