# ip netconf: which devices forward, and how strictly they check where packets come from.
ip netconf
ip link add v1 type veth peer name v2
ip netconf show dev v1
ip -4 netconf show dev v1
ip -6 netconf show dev v1
ip -j netconf show dev v1
sysctl -w net.ipv4.conf.v1.forwarding=1
sysctl -w net.ipv4.conf.v1.rp_filter=2
sysctl -w net.ipv4.conf.v2.rp_filter=1
sysctl -w net.ipv4.conf.v2.proxy_arp=1
sysctl -w net.ipv6.conf.v1.forwarding=1
sysctl -w net.ipv4.conf.v1.ignore_routes_with_linkdown=1
ip netconf
sysctl -w net.ipv4.ip_forward=1
ip -4 netconf
sysctl -w net.ipv4.conf.all.rp_filter=1
ip -4 netconf show
sysctl -w net.ipv4.conf.default.rp_filter=2
ip link add w1 type veth peer name w2
ip -4 netconf show dev w1
ip -o -4 netconf
