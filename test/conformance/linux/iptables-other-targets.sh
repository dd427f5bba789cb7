# NETMAP, NFLOG, TRACE, AUDIT and CT --notrack.
iptables -t nat -A PREROUTING -d 10.0.0.0/24 -j NETMAP --to 192.168.1.0/24
iptables -t nat -A POSTROUTING -s 10.0.0.0/24 -j NETMAP --to 192.168.1.0/255.255.255.0
iptables -t nat -A PREROUTING -j NETMAP
iptables -t nat -A PREROUTING -j NETMAP --to foo
iptables -t nat -A INPUT -j NETMAP --to 10.0.0.0/8
iptables -A FORWARD -j NETMAP --to 10.0.0.0/8
iptables -A FORWARD -j NFLOG
iptables -A FORWARD -j NFLOG --nflog-group 5 --nflog-prefix "hello there"
iptables -A FORWARD -j NFLOG --nflog-size 100 --nflog-threshold 2
iptables -A FORWARD -j NFLOG --nflog-range 100
iptables -A FORWARD -j NFLOG --nflog-group 70000
iptables -t raw -A PREROUTING -j TRACE
iptables -A FORWARD -j TRACE
iptables -A FORWARD -j AUDIT --type accept
iptables -A FORWARD -j AUDIT --type foo
iptables -A FORWARD -j AUDIT
iptables -t raw -A PREROUTING -j CT --notrack
iptables -t nat -A PREROUTING -j NETMAP --to 10.0.0.1
iptables -t nat -A FORWARD -j NETMAP --to 10.0.0.1
iptables -t nat -A OUTPUT -j NETMAP --to 10.0.0.0/33
iptables -A FORWARD -j NFLOG --nflog-prefix aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
iptables -A FORWARD -j NFLOG --nflog-group foo
iptables -A FORWARD -j NFLOG --nflog-threshold 0
iptables -A FORWARD -j AUDIT --type drop
iptables -A FORWARD -j AUDIT --type reject
iptables -t mangle -A POSTROUTING -j AUDIT --type Accept
iptables -t nat -S
iptables -t nat -L -n
iptables -S
iptables -L -n
iptables -t raw -S
iptables -t raw -L
