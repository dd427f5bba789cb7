for n in a b; do ip netns add $n; ip netns exec $n sysctl -q -w net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1; done
ip link add eth0 netns a type veth peer name eth0 netns b
ip -n a addr add 10.0.0.1/24 dev eth0
ip -n b addr add 10.0.0.2/24 dev eth0
ip -n a link set eth0 up
ip -n b link set eth0 up
ip netns add c
ip netns exec c sysctl -q -w net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add p netns a type veth peer name eth0 netns c
ip -n a link add br0 type bridge
ip -n a link add vx address 02:00:00:00:00:0a type vxlan id 7 local 10.0.0.1 remote 10.0.0.2 dstport 4789 dev eth0 proxy nolearning
ip -n b link add vx address 02:00:00:00:00:0b type vxlan id 7 local 10.0.0.2 remote 10.0.0.1 dstport 4789 dev eth0
ip -n a link set vx master br0 up
ip -n a link set p master br0 up
ip -n a link set br0 up
ip -n b addr add 192.168.7.2/24 dev vx
ip -n b link set vx up
ip -n c link set eth0 address 02:00:00:00:00:0c up
ip -n c addr add 192.168.7.1/24 dev eth0
ip netns exec c ping -c 1 -W 1 192.168.7.2
ip -n a neigh add 192.168.7.2 lladdr 02:00:00:00:00:0b dev vx nud permanent
ip netns exec c ping -c 1 -W 1 192.168.7.2
ip -n c neigh show 192.168.7.2
ip netns exec c arping -c 1 -w 1 -I eth0 192.168.7.2
ip netns exec c arping -c 1 -w 1 -I eth0 192.168.7.9
bridge -n b fdb show dev vx | grep -v 00:0a
