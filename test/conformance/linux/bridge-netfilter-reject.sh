# What a rule rejects on a bridge: the host answers from the bridge's address, once it has one.
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
iptables -A FORWARD -m physdev --physdev-in va -p icmp -j REJECT
ip netns exec a ping -c 1 -W 1 10.0.0.2
ip netns exec b ping -c 1 -W 1 10.0.0.1
ip addr add 10.0.0.254/24 dev br0
ip netns exec a ping -c 1 -W 1 10.0.0.2
iptables -F FORWARD
iptables -A FORWARD -p tcp -j REJECT --reject-with tcp-reset
ip netns exec a nc -w 1 -v 10.0.0.2 80
iptables -nvL FORWARD
iptables -F FORWARD
iptables -A FORWARD -p icmp -m physdev --physdev-in va -m conntrack --ctstate NEW -j DROP
iptables -A FORWARD -m conntrack --ctstate ESTABLISHED
ip netns exec a ping -c 1 -W 1 10.0.0.2 | grep received
ip netns exec b ping -c 1 -W 1 10.0.0.1 | grep received
iptables -nvL FORWARD
