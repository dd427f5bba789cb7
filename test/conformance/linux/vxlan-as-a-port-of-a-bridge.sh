for h in h1 h2; do ip netns add $h; ip netns exec $h sysctl -q -w net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1; done
for c in c1 c2; do ip netns add $c; ip netns exec $c sysctl -q -w net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1; done
ip link add eth0 netns h1 type veth peer name eth0 netns h2
ip -n h1 addr add 10.0.0.1/24 dev eth0
ip -n h2 addr add 10.0.0.2/24 dev eth0
ip -n h1 link set eth0 up
ip -n h2 link set eth0 up
ip -n h1 link add br0 type bridge
ip -n h2 link add br0 type bridge
ip link add p1 netns h1 type veth peer name eth0 netns c1
ip link add p2 netns h2 type veth peer name eth0 netns c2
ip -n c1 link set eth0 address 02:00:00:00:00:c1
ip -n c2 link set eth0 address 02:00:00:00:00:c2
ip -n h1 link set p1 master br0
ip -n h2 link set p2 master br0
ip -n h1 link add vxlan0 address 02:00:00:00:01:99 type vxlan id 100 local 10.0.0.1 remote 10.0.0.2 dev eth0 dstport 4789
ip -n h2 link add vxlan0 address 02:00:00:00:02:99 type vxlan id 100 local 10.0.0.2 remote 10.0.0.1 dev eth0 dstport 4789
ip -n h1 link set vxlan0 master br0
ip -n h2 link set vxlan0 master br0
ip -n h1 link show br0
for d in br0 p1 vxlan0; do ip -n h1 link set $d up; done
for d in br0 p2 vxlan0; do ip -n h2 link set $d up; done
ip -n h1 -br link show br0
bridge -n h1 link show
bridge -n h1 -d link show dev vxlan0
ip -n c1 addr add 192.168.7.1/24 dev eth0
ip -n c2 addr add 192.168.7.2/24 dev eth0
ip -n c1 link set eth0 up
ip -n c2 link set eth0 up
ip netns exec c1 ping -c 2 -W 1 192.168.7.2
bridge -n h1 fdb show dev vxlan0 | grep -v -e 33:33 -e 02:99
bridge -n h2 fdb show br br0 | grep 02:00:00:00:00
ip -n c1 neigh
ip netns exec c1 ping -c 1 -W 1 -M do -s 1422 192.168.7.2
ip netns exec c1 ping -c 1 -W 1 -M do -s 1423 192.168.7.2
ip netns exec c1 ping -c 1 -W 1 -M do -s 1472 192.168.7.2
ip netns exec c1 ping -c 1 -W 1 -M dont -s 1472 192.168.7.2
ip -n h1 addr add 192.168.7.254/24 dev br0
ip netns exec c1 ping -c 1 -W 1 -M do -s 1472 192.168.7.2
ip netns exec c1 ping -c 1 -W 1 -M do -s 1472 192.168.7.2
ip -n c1 route get 192.168.7.2
ip -n c1 link set eth0 mtu 1450
ip -n c2 link set eth0 mtu 1450
ip netns exec c1 ping -c 1 -W 1 -s 3000 192.168.7.2
