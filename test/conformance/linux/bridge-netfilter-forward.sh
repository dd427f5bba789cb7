# A bridge whose frames pass iptables: PREROUTING, FORWARD and POSTROUTING see the bridge, -m physdev its ports.
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
ip addr add 10.0.0.254/24 dev br0
sysctl net.bridge.bridge-nf-call-iptables
iptables -t raw -A PREROUTING -i br0
iptables -t raw -A PREROUTING -i va
iptables -A FORWARD -m physdev --physdev-in va --physdev-out vb
iptables -A FORWARD -m physdev --physdev-is-bridged
iptables -A FORWARD -m physdev --physdev-is-in
iptables -A FORWARD -m physdev --physdev-is-out
iptables -A FORWARD -i br0 -o br0
iptables -A INPUT -m physdev --physdev-in va
iptables -A INPUT -m physdev --physdev-is-bridged
iptables -A INPUT -i br0
iptables -A OUTPUT -o br0
iptables -t mangle -A POSTROUTING -o br0
iptables -t mangle -A POSTROUTING -m physdev --physdev-out vb
iptables -t mangle -A POSTROUTING -m physdev --physdev-is-bridged
ip netns exec a ping -c 2 -q 10.0.0.2 | grep received
iptables -nvL FORWARD
iptables -t raw -nvL PREROUTING
iptables -t mangle -nvL POSTROUTING
ip netns exec a ping -c 1 -q 10.0.0.254 | grep received
iptables -nvL INPUT
iptables -nvL OUTPUT
iptables -t raw -nvL PREROUTING
iptables -t mangle -nvL POSTROUTING
iptables -P FORWARD DROP
ip netns exec a ping -c 1 -W 1 10.0.0.2 | grep received
sysctl -w net.bridge.bridge-nf-call-iptables=0
ip netns exec a ping -c 1 -W 1 10.0.0.2 | grep received
iptables -nvL FORWARD
