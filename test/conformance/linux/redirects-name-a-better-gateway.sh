# h and the routers r1 and r2 share one bridge; h's default route leads to r1, but 10.9.0.0/24 lies behind r2.
sysctl -qw net.ipv6.conf.default.disable_ipv6=1 net.ipv6.conf.all.disable_ipv6=1
ip link add br0 type bridge
ip link set br0 up
for ns in h r1 r2; do
  ip netns add $ns
  ip netns exec $ns sysctl -qw net.ipv6.conf.default.disable_ipv6=1 net.ipv6.conf.all.disable_ipv6=1
  ip -n $ns link set lo up
  ip link add p-$ns type veth peer name eth0 netns $ns
  ip link set p-$ns master br0 up
  ip -n $ns link set eth0 up
done

ip -n h addr add 10.0.0.10/24 dev eth0
ip -n r1 addr add 10.0.0.1/24 dev eth0
ip -n r2 addr add 10.0.0.2/24 dev eth0
ip -n r2 link add net9 type bridge
ip -n r2 addr add 10.9.0.1/24 dev net9
ip -n r2 link set net9 up
ip -n h route add default via 10.0.0.1
ip -n r1 route add 10.9.0.0/24 via 10.0.0.2
ip netns exec r1 sysctl -qw net.ipv4.ip_forward=1
ip netns exec r1 sysctl net.ipv4.conf.eth0.send_redirects net.ipv4.conf.all.send_redirects net.ipv4.conf.eth0.accept_redirects net.ipv4.conf.eth0.shared_media
ip netns exec h sysctl net.ipv4.conf.all.accept_redirects net.ipv4.conf.eth0.accept_redirects net.ipv4.conf.eth0.secure_redirects
ip -n r1 route get 10.9.0.1 from 10.0.0.10 iif eth0
ip netns exec h ping -c 1 10.9.0.1
ip -n h route get 10.9.0.1
ip -n h neigh | sort
ip netns exec h ping -c 1 10.9.0.1
ip -n h route get 10.9.0.1
ip -n h route show cache
ip -n h -j route get 10.9.0.1
ip -n h route
ip netns exec h ping -c 1 10.9.0.1
ip -n h route flush cache
ip -n h route get 10.9.0.1
ip netns exec h sysctl -w net.ipv4.conf.all.accept_redirects=0 net.ipv4.conf.eth0.accept_redirects=0
sleep 30
ip netns exec h ping -c 4 -i 0.2 10.9.0.1
ip -n h route get 10.9.0.1
ip netns exec r1 sysctl -w net.ipv4.conf.all.send_redirects=0
ip netns exec h ping -c 1 10.9.0.1
ip netns exec r1 sysctl -w net.ipv4.conf.eth0.send_redirects=0
ip netns exec h ping -c 2 -i 0.2 10.9.0.1
ip -n r1 route get 10.9.0.1 from 10.0.0.10 iif eth0
