# Chains of nat are asked only while something follows connections.
ip link set lo up
iptables -t nat -A POSTROUTING -j ACCEPT
iptables -t nat -A OUTPUT -p icmp
iptables -t nat -P OUTPUT ACCEPT
ping -c 1 127.0.0.1
iptables -t nat -nvL
conntrack -C
iptables -t nat -A POSTROUTING -s 9.9.9.9 -j MASQUERADE
ping -c 1 127.0.0.1
iptables -t nat -nvL
conntrack -C
iptables -t nat -D POSTROUTING 2
ping -c 1 127.0.0.1
iptables -t nat -nvL
conntrack -C
