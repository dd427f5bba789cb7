ip netns add a
ip netns add b
ip netns exec a sysctl -q -w net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec b sysctl -q -w net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add a0 netns a type veth peer name b0 netns b
ip -n a link set a0 address 02:00:00:00:00:0a up
ip -n b link set b0 address 02:00:00:00:00:0b up
ip -n a addr add 10.0.0.1/24 dev a0
ip -n b addr add 10.0.0.2/24 dev b0
ip -n a link add vxlan0 address 02:00:00:00:0a:42 type vxlan id 42 dev a0 remote 10.0.0.2 dstport 4789
ip -n b link add vxlan0 address 02:00:00:00:0b:42 type vxlan id 42 dev b0 remote 10.0.0.1 dstport 4789
ip -n a addr add 192.168.42.1/24 dev vxlan0
ip -n b addr add 192.168.42.2/24 dev vxlan0
ip netns exec a ss -lun
ip netns exec a ping -c 1 -W 1 192.168.42.2
ip -n a link set vxlan0 up
ip -n a route
ip netns exec a ss -lun
ip netns exec a netstat -lun
ip netns exec a ping -c 1 -W 1 192.168.42.2
ip -n b link set vxlan0 up
ip netns exec a ping -c 2 192.168.42.2
ip -n a -s link show vxlan0
ip -n b -s link show vxlan0
ip -n b -s link show b0
bridge -n a fdb show dev vxlan0
bridge -n b fdb show dev vxlan0
bridge -n b -s fdb show dev vxlan0
bridge -n b -j -p fdb show dev vxlan0
ip -n a neigh show dev vxlan0
ip -n a link set vxlan0 down
bridge -n a fdb show dev vxlan0
ip netns exec a ss -lun
ip -n a link del a0
ip -n a link show
ip -n b link show vxlan0
