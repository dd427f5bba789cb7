# Addresses and routes of IPv6 go when a link goes down, and what comes back is what the kernel makes.
ip netns add red
ip netns add blue
ip link add veth-red netns red type veth peer name veth-blue netns blue
ip -n red link set veth-red address 02:00:00:00:00:01
ip -n blue link set veth-blue address 02:00:00:00:00:02
ip -n red addr add 2001:db8::1/64 dev veth-red
ip -n red -6 route show table all
ip -n red -6 addr show dev veth-red
ip -n red link set veth-red up
ip -n red -6 route show table all
ip -n blue link set veth-blue up
ip -n red -6 route show table all
ip -n red -6 addr show dev veth-red
sleep 3
ip -n red -6 addr show dev veth-red
ip -n red -6 route add 2001:db8:5::/64 via 2001:db8::2
ip -n blue link set veth-blue down
sleep 1.5
ip -n red -6 route show table all
ip -n red -6 addr show dev veth-red
ip -n blue link set veth-blue up
ip -n red -6 route show table all
ip -n red link set veth-red down
ip -n red -6 route show table all
ip -n red -6 addr show dev veth-red
ip -n red link set veth-red up
sleep 3
ip -n red -6 addr show dev veth-red
ip netns exec red sysctl -w net.ipv6.conf.veth-red.keep_addr_on_down=1
ip -n red addr add 2001:db8::1/64 dev veth-red nodad
ip -n red link set veth-red down
ip -n red link set veth-red up
ip -n red -6 addr show dev veth-red scope global
