# Routes of IPv6: kinds, metrics, sources, next hops, and asking for them.
ip netns add red
ip netns add blue
ip link add veth-red netns red type veth peer name veth-blue netns blue
ip -n red link set veth-red address 02:00:00:00:00:01
ip -n blue link set veth-blue address 02:00:00:00:00:02
ip -n red link set lo up
ip -n blue link set lo up
ip -n red link set veth-red up
ip -n blue link set veth-blue up
sleep 3
ip -n red addr add 2001:db8::1/64 dev veth-red nodad
ip -n red -6 route add default via 2001:db8::2
ip -n red -6 route add 2001:db8:1::/48 via 2001:db8::3 metric 50
ip -n red -6 route add 2001:db8:1::/48 via 2001:db8::4
ip -n red -6 route add 2001:db8:2::/48 dev veth-red src 2001:db8::1
ip -n red -6 route add 2001:db8:3::/48 via fe80::1 dev veth-red proto static
ip -n red -6 route add 2001:db8:4::/48 via 2001:db8::2 pref high
ip -n red -6 route add 2001:db8:5::/48 via 2001:db8::2 mtu 1400 hoplimit 9
ip -n red -6 route add unreachable 2001:db8:6::/48
ip -n red -6 route add blackhole 2001:db8:7::/48
ip -n red -6 route add prohibit 2001:db8:8::/48
ip -n red -6 route add throw 2001:db8:9::/48
ip -n red -6 route add 2001:db8:a::1 dev veth-red
ip -n red -6 route add 2001:db8:b::/48 nexthop via 2001:db8::3 weight 2 nexthop via 2001:db8::4
ip -n red -6 route add 2001:db8:c::5/48 via 2001:db8::2
ip -n red -6 route add 2001:db8:d::/48 via 2001:db8:99::1 dev veth-red onlink
ip -n red -6 route
ip -n red -6 route show default
ip -n red -6 route show 2001:db8:1::/48
ip -n red -6 route show via 2001:db8::2
ip -n red -6 route show proto static
ip -n red -6 route show type unreachable
ip -n red -6 route show root 2001:db8:8::/46
ip -n red -6 route show match 2001:db8:5::1
ip -n red -6 route get 2001:db8:1::1
ip -n red -6 route get 2001:db8:2::1
ip -n red -6 route get 2001:db8:3::1
ip -n red -6 route get 2001:db8:5::1
ip -n red -6 route get 2001:db8:6::1
ip -n red -6 route get 2001:db8:7::1
ip -n red -6 route get 2001:db8:8::1
ip -n red -6 route get 2001:db8:9::1
ip -n red -6 route get 2001:db8::1
ip -n red -6 route get ::1
ip -n red -6 route get ff02::1
ip -n red -6 route get fe80::5
ip -n red -6 route get 2001:db8:1::1 from 2001:db8::1
ip -n red -6 route get fibmatch 2001:db8:1::1
ip -n red -d -6 route show 2001:db8:1::/48
ip -n red -j -6 route show 2001:db8:1::/48
ip -n red -6 rule
