# NAT targets live in the nat table, each in its own chains.
iptables -A INPUT -j DNAT --to-destination 10.0.0.1
iptables -A FORWARD -j MASQUERADE
iptables -t nat -A PREROUTING -j MASQUERADE
iptables -t nat -A POSTROUTING -j DNAT --to-destination 10.0.0.1
iptables -t nat -A PREROUTING -j SNAT --to-source 10.0.0.1
iptables -t nat -A PREROUTING -j DNAT
iptables -t nat -A PREROUTING -j DNAT --to-destination 10.0.0.1:80
iptables -t nat -A PREROUTING -p tcp -j DNAT --to-destination 10.0.0.300
iptables -t nat -A POSTROUTING -i eth0 -j MASQUERADE
iptables -t nat -A FORWARD -j ACCEPT
iptables -t nat -S
