# A chain goes only when it is empty and nobody jumps to it.
iptables -N web
iptables -N web
iptables -A web -p tcp --dport 80 -j ACCEPT
iptables -A INPUT -j web
iptables -X web
iptables -F web
iptables -X web
iptables -D INPUT -j web
iptables -X web
iptables -X web
iptables -A INPUT -j web
iptables -N averyveryveryveryverylongchainname
iptables -N a
iptables -E a b
iptables -S
