ip netns add sw
ip -n sw link add br0 type bridge mcast_snooping 0
ip -n sw link set br0 up
for i in 1 2 3; do ip netns add h$i; ip netns exec h$i sysctl -q -w net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1; ip link add p$i netns sw type veth peer name eth0 netns h$i; ip -n sw link set p$i master br0 up; ip -n h$i addr add 10.0.0.$i/24 dev eth0; ip -n h$i link set eth0 up; ip -n h$i link add vx address 02:00:00:00:00:0$i type vxlan id 5 group 239.1.1.1 dev eth0 dstport 4789; ip -n h$i addr add 192.168.5.$i/24 dev vx; done
for i in 1 2 3; do ip -n h$i link set vx up; done
ip -n h1 -d link show vx
bridge -n h1 fdb show dev vx
ip netns exec h1 ping -c 1 -W 1 192.168.5.2
ip netns exec h1 ping -c 1 -W 1 192.168.5.3
bridge -n h1 fdb show dev vx
bridge -n h3 fdb show dev vx
ip -n h3 link set vx down
ip -n h1 neigh flush all
ip netns exec h1 ping -c 1 -W 1 192.168.5.3
ip netns exec h1 ping -c 1 -W 1 192.168.5.2
