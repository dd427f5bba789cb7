ip netns add r
ip netns add a
ip netns add b
ip link add eth0 netns a type veth peer name ra netns r
ip link add eth0 netns b type veth peer name rb netns r
ip -n a link set eth0 address 02:00:00:00:00:0a up
ip -n b link set eth0 address 02:00:00:00:00:0b up
ip -n r link set ra address 02:00:00:00:01:0a up
ip -n r link set rb address 02:00:00:00:01:0b up
ip -n a addr add 10.0.0.1/16 dev eth0
ip -n b addr add 10.0.1.1/16 dev eth0
ip -n r addr add 10.0.0.254/24 dev ra
ip -n r addr add 10.0.1.254/24 dev rb
ip netns exec r sysctl -w net.ipv4.ip_forward=1
ip netns exec a arping -c 1 -I eth0 10.0.1.1
ip -n r neigh add proxy 10.0.1.1 dev ra
ip -n r neigh show proxy
ip netns exec a arping -c 1 -w 2 -I eth0 10.0.1.1
ip netns exec a ping -c 1 -W 1 10.0.1.1
ip netns exec r sysctl -w net.ipv4.conf.rb.proxy_arp=1
ip netns exec a ping -c 1 -W 2 10.0.1.1
ip -n a neigh
ip -n r neigh del proxy 10.0.1.1 dev ra
ip -n a neigh flush all
ip netns exec a ping -c 1 -W 1 10.0.1.1
