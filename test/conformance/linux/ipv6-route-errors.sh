# What the kernel refuses as a route of IPv6.
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
ip -n red -6 route add default via 2001:db8:77::1
ip -n red -6 route add default via fe80::1
ip -n red -6 route add default via fe80::1 dev nosuch
ip -n red -6 route add default via 2001:db8::1
ip -n red -6 route add default via ff02::1 dev veth-red
ip -n red -6 route add default via ::1
ip -n red -6 route add default
ip -n red -6 route add default via 2001:db8::2 dev lo
ip -n red -6 route add 2001:db8:1::/48 dev veth-red src 2001:db8::99
ip -n red -6 route add 2001:db8:1::/48 via 10.0.0.1
ip -n red -6 route add 10.0.0.0/8 via 2001:db8::2
ip -n red route add 2001:db8:1::/48 via 2001:db8::2
ip -n red route show
ip -n red route add 10.0.0.0/8 via 2001:db8::2
ip -n red -6 route add 2001:db8:2::/129 via 2001:db8::2
ip -n red -6 route add 2001:db8:2::/48 via 2001:db8::2 pref nonsense
ip -n red -6 route add 2001:db8:2::/48 via 2001:db8::2 onlink
ip -n red -6 route add 2001:db8:2::/48 via 2001:db8::2 metric x
ip -n red link set veth-red down
ip -n red -6 route add 2001:db8:3::/48 dev veth-red
ip -n red -6 route get 2001:db8::2
ip -n red -6 route get
ip -n red -6 route get 2001:db8::2/64
