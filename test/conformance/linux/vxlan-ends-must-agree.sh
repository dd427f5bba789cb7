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
ip -n b link add vxlan0 type vxlan id 43 dev b0 remote 10.0.0.1 dstport 4789
ip -n a addr add 192.168.42.1/24 dev vxlan0
ip -n b addr add 192.168.42.2/24 dev vxlan0
ip -n a link set vxlan0 up
ip -n b link set vxlan0 up
ip netns exec a ping -c 1 -W 1 192.168.42.2
ip -n a -s link show vxlan0
ip -n b -s link show vxlan0
ip -n b link del vxlan0
ip -n b link add vxlan0 type vxlan id 42 dev b0 remote 10.0.0.1 dstport 8472
ip -n b addr add 192.168.42.2/24 dev vxlan0
ip -n b link set vxlan0 up
ip netns exec a ping -c 1 -W 1 192.168.42.2
ip -n b link del vxlan0
ip -n b link add vxlan0 type vxlan id 42 dev b0 dstport 4789
ip -n b addr add 192.168.42.2/24 dev vxlan0
ip -n b link set vxlan0 up
bridge -n b fdb show dev vxlan0
ip netns exec b ping -c 1 -W 1 192.168.42.1
ip -n b -s link show vxlan0
ip netns exec a ping -c 1 -W 1 192.168.42.2
ip netns exec a iptables -A OUTPUT -p udp --dport 4789 -j DROP
ip netns exec a ping -c 1 -W 1 192.168.42.2
ip netns exec a iptables -L OUTPUT -n
ip netns exec a iptables -F
ip netns exec b iptables -A INPUT -p udp --dport 4789 -j REJECT
ip netns exec a ping -c 1 -W 1 192.168.42.2
ip netns exec b iptables -F
ip netns exec a ping -c 1 -W 1 192.168.42.2
