# What the kernel refuses as an address of IPv6.
ip link add d0 type veth peer name d1
ip addr add ff02::5/64 dev d0
ip addr add ::/64 dev d0
ip addr add 2001:db8::1/129 dev d0
ip addr add 2001:db8::g/64 dev d0
ip addr add 2001:db8:::1/64 dev d0
ip -6 addr add 10.0.0.1/24 dev d0
ip -4 addr add 2001:db8::1/64 dev d0
ip addr add 2001:db8::1/64 dev nosuch
ip addr add 2001:db8::1/64 brd + dev d0
ip addr add 2001:db8::1/64 dev d0 valid_lft 10 preferred_lft 20
ip addr add 2001:db8::1/64 dev d0 valid_lft 0
ip addr add 2001:db8::1/64 dev d0 tentative
ip addr del 2001:db8::1/64 dev d0
ip addr del 2001:db8::1/64 dev d0
sysctl -w net.ipv6.conf.d0.disable_ipv6=1
ip addr add 2001:db8::1/64 dev d0
ip -6 route add 2001:db8::/64 dev d0
sysctl -w net.ipv6.conf.d0.disable_ipv6=0
ip addr add 2001:db8::1/64 dev d0
ip -6 addr show dev d0
