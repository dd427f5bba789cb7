# The same work in IPv6: addresses, a router in the middle, default routes.
ip netns add a
ip netns add b
ip link add a0 type veth peer name eth0 netns a
ip link add b0 type veth peer name eth0 netns b
ip addr add 2001:db8:1::1/64 dev a0 nodad
ip addr add 2001:db8:2::1/64 dev b0 nodad
ip link set a0 up; ip link set b0 up
ip -n a addr add 2001:db8:1::2/64 dev eth0 nodad
ip -n b addr add 2001:db8:2::2/64 dev eth0 nodad
ip -n a link set eth0 up; ip -n b link set eth0 up
ip -n a -6 route add default via 2001:db8:1::1
ip -n b -6 route add default via 2001:db8:2::1
sysctl -w net.ipv6.conf.all.forwarding=1
while { ip -n a -6 addr; ip -n b -6 addr; ip -6 addr; } | grep -q tentative; do sleep 0.1; done
ip netns exec a ping -c 1 -W 1 2001:db8:2::2
ip netns exec a ping -c 1 -W 1 -t 1 2001:db8:2::2
ip -n a -6 route | grep -v fe80
ip netns exec a ping -c 1 -W 1 2001:db8:3::1
