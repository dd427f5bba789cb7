ip netns add a
ip netns add b
ip netns exec a sysctl -q -w net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec b sysctl -q -w net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add a0 netns a type veth peer name b0 netns b
ip -n a link set a0 up
ip -n b link set b0 up
ip -n a addr add 10.0.0.1/24 dev a0
ip -n b addr add 10.0.0.2/24 dev b0
ip -n a link add vxlan0 type vxlan id 42 remote 10.0.0.2 local 10.0.0.1 dstport 4789
ip -n b link add vxlan0 type vxlan id 42 remote 10.0.0.1 local 10.0.0.2 dstport 4789
ip -n a link show vxlan0
ip -n a addr add 192.168.42.1/24 dev vxlan0
ip -n b addr add 192.168.42.2/24 dev vxlan0
ip -n a link set vxlan0 up
ip -n b link set vxlan0 up
ip netns exec a ping -c 1 -W 1 192.168.42.2
ip netns exec a ping -c 1 -W 1 -M do -s 1472 192.168.42.2
ip -n a route get 192.168.42.2
ip netns exec a ping -c 1 -W 1 -M do -s 1472 192.168.42.2
ip netns exec a ping -c 1 -W 1 -s 1472 192.168.42.2
ip -n a link set vxlan0 type vxlan df set
ip -n a route flush cache
ip netns exec a ping -c 1 -W 1 -M dont -s 1472 192.168.42.2
ip -n a -s link show vxlan0
