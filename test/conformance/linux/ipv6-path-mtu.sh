# The path MTU of IPv6 is found by the sender: routers do not fragment.
ip netns add a
ip netns add r
ip netns add b
ip link add ra netns r type veth peer name eth0 netns a
ip link add rb netns r type veth peer name eth0 netns b
ip -n a link set eth0 address 02:00:00:00:0a:01
ip -n b link set eth0 address 02:00:00:00:0b:01
ip -n r link set ra address 02:00:00:00:0a:fe
ip -n r link set rb address 02:00:00:00:0b:fe
ip -n a link set lo up
ip -n a link set eth0 up
ip -n b link set lo up
ip -n b link set eth0 up
ip -n r link set lo up
ip -n r link set ra up
ip -n r link set rb up
ip -n a addr add 2001:db8:a::1/64 dev eth0 nodad
ip -n b addr add 2001:db8:b::1/64 dev eth0 nodad
ip -n r addr add 2001:db8:a::fe/64 dev ra nodad
ip -n r addr add 2001:db8:b::fe/64 dev rb nodad
sleep 3
ip -n a -6 route add default via 2001:db8:a::fe
ip -n b -6 route add default via 2001:db8:b::fe
ip netns exec r sysctl -w net.ipv6.conf.all.forwarding=1
ip -n r link set rb mtu 1400
ip -n b link set eth0 mtu 1400
ip netns exec a ping -c 1 -s 1400 2001:db8:b::1
ip netns exec a ping -c 1 -s 1400 2001:db8:b::1
ip -n a -6 route get 2001:db8:b::1 | sed 's/expires [0-9]*sec/expires TIME/'
ip netns exec a ping -c 1 -M do -s 1400 2001:db8:b::1
ip netns exec a ping -c 1 -M do -s 1300 2001:db8:b::1
ip netns exec a ping -c 1 -s 4000 2001:db8:b::1
ip -n a -6 route flush cache
ip -n a -6 route get 2001:db8:b::1
ip netns exec a tracepath -n 2001:db8:b::1 | sed 's/ [0-9.]*ms/ TIMEms/g'
ip -n r link set rb mtu 1279
ip -n r -6 addr show dev rb
ip -n r -6 route show dev rb
ip -n r link set rb mtu 1280
sleep 3
ip -n r -6 addr show dev rb
