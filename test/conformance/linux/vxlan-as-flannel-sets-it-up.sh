for h in n1 n2; do ip netns add $h; ip netns exec $h sysctl -q -w net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1 net.ipv4.ip_forward=1; done
for c in p1 p2; do ip netns add $c; ip netns exec $c sysctl -q -w net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1; done
ip link add eth0 netns n1 type veth peer name eth0 netns n2
ip -n n1 addr add 192.168.1.1/24 dev eth0
ip -n n2 addr add 192.168.1.2/24 dev eth0
ip -n n1 link set eth0 up
ip -n n2 link set eth0 up
ip -n n1 link add flannel.1 address 02:00:00:00:f1:01 type vxlan id 1 local 192.168.1.1 dev eth0 dstport 8472 nolearning
ip -n n2 link add flannel.1 address 02:00:00:00:f1:02 type vxlan id 1 local 192.168.1.2 dev eth0 dstport 8472 nolearning
ip -n n1 addr add 10.244.0.0/32 dev flannel.1
ip -n n2 addr add 10.244.1.0/32 dev flannel.1
ip -n n1 link set flannel.1 up
ip -n n2 link set flannel.1 up
ip -n n1 -d link show flannel.1
ip link add cni0 netns n1 type bridge
ip link add cni0 netns n2 type bridge
ip link add veth1 netns n1 type veth peer name eth0 netns p1
ip link add veth2 netns n2 type veth peer name eth0 netns p2
ip -n n1 link set veth1 mtu 1450 master cni0 up
ip -n n2 link set veth2 mtu 1450 master cni0 up
ip -n n1 addr add 10.244.0.1/24 dev cni0
ip -n n2 addr add 10.244.1.1/24 dev cni0
ip -n n1 link set cni0 up
ip -n n2 link set cni0 up
ip -n p1 addr add 10.244.0.2/24 dev eth0
ip -n p2 addr add 10.244.1.2/24 dev eth0
ip -n p1 link set eth0 mtu 1450 up
ip -n p2 link set eth0 mtu 1450 up
ip -n p1 route add default via 10.244.0.1
ip -n p2 route add default via 10.244.1.1
ip -n n1 route add 10.244.1.0/24 via 10.244.1.0 dev flannel.1 onlink
ip -n n2 route add 10.244.0.0/24 via 10.244.0.0 dev flannel.1 onlink
ip netns exec p1 ping -c 1 -W 1 10.244.1.2
ip -n n1 neigh replace 10.244.1.0 lladdr 02:00:00:00:f1:02 dev flannel.1 nud permanent
bridge -n n1 fdb add 02:00:00:00:f1:02 dev flannel.1 dst 192.168.1.2
ip -n n2 neigh replace 10.244.0.0 lladdr 02:00:00:00:f1:01 dev flannel.1 nud permanent
bridge -n n2 fdb add 02:00:00:00:f1:01 dev flannel.1 dst 192.168.1.1
ip netns exec p1 ping -c 2 -W 1 10.244.1.2
ip netns exec p1 ping -c 1 -W 1 -M do -s 1422 10.244.1.2
ip netns exec p1 traceroute -n -w 1 10.244.1.2
bridge -n n1 fdb show dev flannel.1
ip -n n1 neigh show 10.244.1.0 dev flannel.1
ip -n n1 route
