iptables -A INPUT -p tcp --dport 22 -j ACCEPT
iptables -A INPUT -s 10.0.0.0/8 -i eth0 -m comment --comment "hi there" -j DROP
iptables -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
iptables -t nat -A POSTROUTING -s 10.0.0.0/24 -o eth0 -j MASQUERADE
iptables -t nat -A PREROUTING -p tcp --dport 80 -j DNAT --to-destination 10.0.0.2:8080
iptables -N FOO
iptables -A FOO -m limit --limit 5/min -j LOG --log-prefix "x: "
iptables -A FORWARD -j FOO
iptables -A FORWARD -g FOO
iptables -A FORWARD ! -s 10.0.0.1 -m mark --mark 0x4000/0x4000 -j RETURN
iptables -A FORWARD -m statistic --mode random --probability 0.5 -j REJECT
iptables -A FORWARD -p udp -m multiport --dports 53,80 -j ACCEPT
iptables -A FORWARD -p icmp --icmp-type 8 -j ACCEPT
iptables -A FORWARD -p udp --sport 1:1024 -j MARK --set-mark 1
iptables -A FORWARD -m mac --mac-source 02:00:00:00:00:01 -j DROP
iptables -A FORWARD -m addrtype --dst-type LOCAL -j DROP
iptables -A FORWARD -d 1.2.3.4/32 -o veth+ -j DROP
iptables -P FORWARD DROP
nft list ruleset
nft list chain ip filter FORWARD
nft list tables
nft list table ip nat
nft flush chain ip filter FORWARD
iptables -S FORWARD
nft flush ruleset
nft list ruleset
iptables -S
