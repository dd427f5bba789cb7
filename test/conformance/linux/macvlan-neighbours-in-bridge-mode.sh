sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add p0 type veth peer name p1
ip link set p0 up
ip link set p1 up
ip netns add red
ip netns exec red sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip netns add blue
ip netns exec blue sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add link p0 name mred netns red type macvlan mode bridge
ip link add link p0 name mblue netns blue type macvlan mode bridge
ip -n red addr add 10.0.0.1/24 dev mred
ip -n blue addr add 10.0.0.2/24 dev mblue
ip -n red link set mred up
ip -n blue link set mblue up
ip -n red link set lo up
ip addr add 10.0.0.10/24 dev p0
ip -n red -d link show mred
ip netns exec red ping -c 2 10.0.0.2
ip -n red neigh show 10.0.0.2
ip -n red -s link show mred
ip -n blue -s link show mblue
ip netns exec red ping -c 1 -W 1 10.0.0.10
ping -c 1 -W 1 10.0.0.2
ip -d link show p0
ip link set p0 down
ip netns exec red ping -c 1 -W 1 10.0.0.2
ip -n red link show mred
ip link set p0 up
ip netns exec red ping -c 1 10.0.0.2
ip link del p0
ip -n red link
