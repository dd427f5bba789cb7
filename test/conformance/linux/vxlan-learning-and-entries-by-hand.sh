ip netns add a
ip netns add b
ip netns exec a sysctl -q -w net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec b sysctl -q -w net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add a0 netns a type veth peer name b0 netns b
ip -n a link set a0 up
ip -n b link set b0 up
ip -n a addr add 10.0.0.1/24 dev a0
ip -n b addr add 10.0.0.2/24 dev b0
ip -n b addr add 10.0.0.3/24 dev b0
ip -n a link add vx address 02:00:00:00:00:0a type vxlan id 42 dev a0 remote 10.0.0.2 dstport 4789 ageing 3
ip -n b link add vx address 02:00:00:00:00:0b type vxlan id 42 dev b0 remote 10.0.0.1 local 10.0.0.2 dstport 4789 nolearning
ip -n a addr add 192.168.42.1/24 dev vx
ip -n b addr add 192.168.42.2/24 dev vx
ip -n a link set vx up
ip -n b link set vx up
ip netns exec a ping -c 1 -W 1 192.168.42.2
bridge -n a fdb show dev vx
bridge -n b fdb show dev vx
ip -n b link set vx type vxlan local 10.0.0.3
ip netns exec a ping -c 1 -W 1 192.168.42.2
bridge -n a fdb show dev vx
bridge -n a fdb replace 02:00:00:00:00:0b dev vx dst 10.0.0.2 static
ip netns exec a ping -c 1 -W 1 192.168.42.2
bridge -n a fdb show dev vx
bridge -n a fdb del 02:00:00:00:00:0b dev vx
ip netns exec a ping -c 1 -W 1 192.168.42.2
bridge -n a fdb show dev vx
ip -n b link set vx type vxlan local 10.0.0.9
ip netns exec b ping -c 1 -W 1 192.168.42.1
ip -n b -s link show vx
ip -n a link set vx type vxlan nolearning
bridge -n a fdb flush dev vx
bridge -n a fdb show dev vx
ip -n b link set vx type vxlan local 10.0.0.2
ip netns exec b ping -c 1 -W 1 192.168.42.1
bridge -n a fdb add 00:00:00:00:00:00 dev vx dst 10.0.0.2
ip netns exec b ping -c 1 -W 1 192.168.42.1
bridge -n a fdb show dev vx
