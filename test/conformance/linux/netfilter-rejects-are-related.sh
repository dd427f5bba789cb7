# What a rule refuses with belongs to the connection it refuses.
ip link set lo up
iptables -A INPUT -p tcp --dport 80 -j REJECT
iptables -A INPUT -p tcp --dport 81 -j REJECT --reject-with tcp-reset
iptables -A OUTPUT -m conntrack --ctstate RELATED
iptables -A OUTPUT -m conntrack --ctstate INVALID
iptables -A OUTPUT -m conntrack --ctstate NEW
iptables -A OUTPUT -m conntrack --ctstate ESTABLISHED
iptables -A INPUT -m conntrack --ctstate RELATED
iptables -A INPUT -m conntrack --ctstate INVALID
iptables -A INPUT -m conntrack --ctstate NEW
iptables -A INPUT -m conntrack --ctstate ESTABLISHED
nc -z -w 1 127.0.0.1 80
iptables -nvL
nc -z -w 1 127.0.0.1 81
iptables -nvL
nc -z -w 1 127.0.0.1 82
iptables -nvL
conntrack -C
iptables -F
iptables -A OUTPUT -m statistic --mode nth --every 2 --packet 0 -m statistic --mode nth --every 3 --packet 0
ping -c 12 -i 0.01 127.0.0.1
iptables -nvL OUTPUT
iptables -F
conntrack -F
iptables -A INPUT -p udp -j REJECT
iptables -A OUTPUT -m conntrack --ctstate RELATED --ctdir REPLY
iptables -A OUTPUT -m conntrack --ctstate RELATED --ctdir ORIGINAL
traceroute -n -q 1 -m 1 127.0.0.1
iptables -nvL
