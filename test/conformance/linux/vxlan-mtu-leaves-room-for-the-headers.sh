ip netns add a
ip netns add b
ip netns exec a sysctl -q -w net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec b sysctl -q -w net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add a0 netns a type veth peer name b0 netns b
ip -n a link set a0 up
ip -n b link set b0 up
ip -n a addr add 10.0.0.1/24 dev a0
ip -n b addr add 10.0.0.2/24 dev b0
ip -n a link add vxlan0 type vxlan id 42 dev a0 remote 10.0.0.2 dstport 4789
ip -n b link add vxlan0 type vxlan id 42 dev b0 remote 10.0.0.1 dstport 4789
ip -n a addr add 192.168.42.1/24 dev vxlan0
ip -n b addr add 192.168.42.2/24 dev vxlan0
ip -n a link set vxlan0 up
ip -n b link set vxlan0 up
ip netns exec a ping -c 1 -M do -s 1422 192.168.42.2
ip netns exec a ping -c 1 -M do -s 1423 192.168.42.2
ip netns exec a ping -c 1 -s 3000 192.168.42.2
ip -n a link set vxlan0 mtu 1500
ip -n a link set vxlan0 mtu 1451
ip -n a link set vxlan0 mtu 1400
ip netns exec a ping -c 1 -M do -s 1400 192.168.42.2
ip -n b link set b0 mtu 1400
ip netns exec a ping -c 1 -W 1 -M do -s 1300 192.168.42.2
ip netns exec a ping -c 1 -W 1 -M do -s 1372 192.168.42.2
ip netns exec a ping -c 1 -W 1 -s 1372 192.168.42.2
ip netns exec b ping -c 1 -W 1 -M do -s 1372 192.168.42.1
ip netns exec b ping -c 1 -W 1 -M do -s 1372 192.168.42.1
ip -n b route get 192.168.42.1
