# A router between two namespaces: forwarding filtered, connections followed, addresses translated.
ip netns add red
ip netns add blue
ip link add r0 type veth peer name red0 netns red
ip link add b0 type veth peer name blue0 netns blue
ip address add 10.1.0.1/24 dev r0
ip address add 10.2.0.1/24 dev b0
ip link set r0 up
ip link set b0 up
ip -n red address add 10.1.0.2/24 dev red0
ip -n red link set red0 up
ip -n blue address add 10.2.0.2/24 dev blue0
ip -n blue link set blue0 up
ip -n red route add default via 10.1.0.1
ip -n blue route add default via 10.2.0.1
sysctl -w net.ipv4.ip_forward=1
sleep 2
ip netns exec red ping -c 1 -q -W 1 10.2.0.2
iptables -P FORWARD DROP
ip netns exec red ping -c 1 -q -W 1 10.2.0.2
iptables -A FORWARD -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
iptables -A FORWARD -i r0 -o b0 -m conntrack --ctstate NEW -j ACCEPT
ip netns exec red ping -c 2 -i 0.2 -q -W 1 10.2.0.2
ip netns exec blue ping -c 1 -q -W 1 10.1.0.2
iptables -nvL FORWARD
iptables -A FORWARD -j REJECT --reject-with icmp-admin-prohibited
ip netns exec blue ping -c 1 -W 1 10.1.0.2
iptables -P FORWARD ACCEPT
iptables -F FORWARD
ip -n blue route del default
ip netns exec red ping -c 1 -q -W 1 10.2.0.2
iptables -t nat -A POSTROUTING -s 10.1.0.0/24 -o b0 -j MASQUERADE
ip netns exec red ping -c 1 -q -W 1 10.2.0.2
iptables -t nat -nvL POSTROUTING
iptables -t nat -R POSTROUTING 1 -s 10.1.0.0/24 -j SNAT --to-source 10.2.0.7
ip netns exec red ping -c 1 -q -W 1 10.2.0.2
ip address add 10.2.0.7/24 dev b0
ip netns exec red ping -c 1 -q -W 1 10.2.0.2
iptables -t nat -A PREROUTING -d 10.1.0.9 -j DNAT --to-destination 10.2.0.2
ip address add 10.1.0.9/24 dev r0
ip netns exec red ping -c 1 -q -W 1 10.1.0.9
iptables -t nat -nvL PREROUTING
ip netns exec blue iptables -A INPUT -s 10.2.0.7 -j DROP
ip netns exec red ping -c 1 -q -W 1 10.1.0.9
ip netns exec blue iptables -nvL INPUT
ip netns exec red iptables -S
