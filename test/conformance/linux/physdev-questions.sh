# What -m physdev answers at each hook, inverted too.
ip netns add a
ip netns add b
ip link add va type veth peer name eth0 netns a
ip link add vb type veth peer name eth0 netns b
ip link add br0 type bridge
ip link set br0 up
ip link set va master br0 up
ip link set vb master br0 up
ip -n a link set eth0 up
ip -n b link set eth0 up
ip -n a addr add 10.0.0.1/24 dev eth0
ip -n b addr add 10.0.0.2/24 dev eth0
iptables -t raw -A PREROUTING -m physdev --physdev-in va
iptables -t raw -A PREROUTING -m physdev --physdev-is-in
iptables -t raw -A PREROUTING -m physdev --physdev-is-out
iptables -t raw -A PREROUTING -m physdev ! --physdev-is-out
iptables -t raw -A PREROUTING -m physdev --physdev-out va
iptables -t raw -A PREROUTING -m physdev ! --physdev-out va
iptables -t raw -A PREROUTING -m physdev ! --physdev-in va
iptables -t raw -A PREROUTING -m physdev ! --physdev-is-bridged
iptables -t mangle -A FORWARD -m physdev --physdev-out v+
iptables -t mangle -A FORWARD -m physdev ! --physdev-in va --physdev-is-bridged
iptables -t mangle -A FORWARD -m physdev --physdev-out nosuch
iptables -A OUTPUT -m physdev --physdev-out va
iptables -I OUTPUT -m physdev --physdev-is-out
iptables -A OUTPUT -m physdev --physdev-out va --physdev-is-bridged
iptables -A OUTPUT -m physdev --physdev-in va
iptables -A OUTPUT -m physdev ! --physdev-is-bridged
ip netns exec a ping -c 2 -W 1 -q 10.0.0.2 | grep received
iptables -t raw -nvL PREROUTING
iptables -t mangle -nvL FORWARD
iptables -nvL OUTPUT
