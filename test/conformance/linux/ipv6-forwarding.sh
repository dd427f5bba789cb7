# A router forwards IPv6 once net.ipv6.conf.all.forwarding says so. (The pauses let it send errors again: their rate is limited.)
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
ip netns exec a ping -c 1 2001:db8:b::1
ip -n a -6 route add default via 2001:db8:a::fe
ip netns exec a ping -c 1 -W 1 2001:db8:b::1
ip netns exec r sysctl net.ipv6.conf.all.forwarding
ip netns exec r sysctl -w net.ipv6.conf.all.forwarding=1
ip netns exec a ping -c 1 -W 1 2001:db8:b::1
ip -n b -6 route add 2001:db8:a::/64 via 2001:db8:b::fe
ip netns exec a ping -c 1 2001:db8:b::1
ip netns exec a ping -c 1 -t 1 2001:db8:b::1
ip netns exec a ping -c 1 2001:db8:b::fe
ip netns exec a ping -c 1 2001:db8:b::99
ip netns exec a ping -c 1 2001:db8:c::1
ip -n r -6 route add prohibit 2001:db8:d::/64
ip -n r -6 route add unreachable 2001:db8:e::/64
ip -n r -6 route add blackhole 2001:db8:f::/64
ip netns exec a ping -c 1 2001:db8:d::1
ip netns exec a ping -c 1 2001:db8:e::1
ip netns exec a ping -c 1 -W 1 2001:db8:f::1
sleep 2
ip netns exec a traceroute -n -q 1 2001:db8:b::1 | sed 's/ [0-9.]* ms/ TIME ms/g'
ip netns exec a traceroute6 -n -q 1 -I 2001:db8:b::1 | sed 's/ [0-9.]* ms/ TIME ms/g'
ip netns exec a traceroute -6 -n -q 1 2001:db8:c::1 | sed 's/ [0-9.]* ms/ TIME ms/g'
sleep 2
ip netns exec a tracepath -n 2001:db8:b::1 | sed 's/ [0-9.]*ms/ TIMEms/g'
ip -n r -6 route show dev ra
ip -n r -6 route show table local dev ra
