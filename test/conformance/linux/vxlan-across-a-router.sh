for n in a r b; do ip netns add $n; ip netns exec $n sysctl -q -w net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1; done
ip link add eth0 netns a type veth peer name ra netns r
ip link add eth0 netns b type veth peer name rb netns r
ip -n a addr add 10.1.0.2/24 dev eth0
ip -n r addr add 10.1.0.1/24 dev ra
ip -n r addr add 10.2.0.1/24 dev rb
ip -n b addr add 10.2.0.2/24 dev eth0
ip -n a link set eth0 up
ip -n r link set ra up
ip -n r link set rb up
ip -n b link set eth0 up
ip netns exec r sysctl -q -w net.ipv4.ip_forward=1
ip -n a link add vx address 02:00:00:00:00:0a type vxlan id 7 local 10.1.0.2 remote 10.2.0.2 dstport 4789 dev eth0
ip -n b link add vx address 02:00:00:00:00:0b type vxlan id 7 local 10.2.0.2 remote 10.1.0.2 dstport 4789 dev eth0
ip -n a addr add 192.168.7.1/24 dev vx
ip -n b addr add 192.168.7.2/24 dev vx
ip -n a link set vx up
ip -n b link set vx up
ip netns exec a ping -c 1 -W 1 192.168.7.2
ip -n a -s link show vx
ip -n a route add default via 10.1.0.1
ip netns exec a ping -c 1 -W 1 192.168.7.2
ip -n b route add default via 10.2.0.1
ip netns exec a ping -c 1 -W 1 192.168.7.2
ip netns exec a traceroute -n -w 1 192.168.7.2
ip -n r link set rb mtu 1400
ip -n b link set eth0 mtu 1400
ip netns exec a ping -c 1 -W 1 -s 1300 192.168.7.2
ip netns exec a ping -c 1 -W 1 -M do -s 1400 192.168.7.2
ip -n a link set vx type vxlan df set
ip netns exec a ping -c 1 -W 1 -M do -s 1400 192.168.7.2
ip netns exec a ping -c 1 -W 1 -M do -s 1400 192.168.7.2
ip netns exec a ping -c 1 -W 1 -M do -s 1400 192.168.7.2
ip netns exec a ping -c 1 -W 1 -M do -s 1300 192.168.7.2
ip -n a link set vx type vxlan ttl 1
ip netns exec a ping -c 1 -W 1 192.168.7.2
ip -n a link set vx type vxlan ttl 5
ip netns exec a ping -c 1 -W 1 192.168.7.2
