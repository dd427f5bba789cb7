# `--dport` belongs to a protocol: without -p it is unknown.
iptables -A INPUT --dport 80 -j ACCEPT
iptables -A INPUT -j ACCEPT --dport 80
iptables -A INPUT -p icmp --dport 80 -j ACCEPT
iptables -A INPUT -p all --dport 80 -j ACCEPT
iptables -A INPUT --dport 80 -p tcp -j ACCEPT
iptables -A INPUT -p udp --sport 53 -j ACCEPT
iptables -A INPUT -p tcp --destination-port 443 -j ACCEPT
iptables -A INPUT -p tcp --dport 70000 -j ACCEPT
iptables -A INPUT -p tcp --dport nosuch -j ACCEPT
iptables -S INPUT
