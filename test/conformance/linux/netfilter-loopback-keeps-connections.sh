# What a host sends to itself keeps its connection over lo.
ip link set lo up
iptables -t raw -A PREROUTING -m conntrack --ctstate NEW
iptables -t raw -A PREROUTING -m conntrack --ctstate ESTABLISHED
iptables -t raw -A PREROUTING -m conntrack --ctstate INVALID
iptables -t raw -A OUTPUT -m conntrack --ctstate INVALID
iptables -t raw -A OUTPUT -m conntrack --ctstate NEW
iptables -t mangle -A PREROUTING -m conntrack --ctstate NEW
iptables -t mangle -A PREROUTING -m conntrack --ctstate ESTABLISHED
iptables -t nat -A PREROUTING -p icmp
iptables -t nat -A INPUT -p icmp
iptables -t nat -A OUTPUT -p icmp
iptables -t nat -A POSTROUTING -p icmp
ping -c 1 127.0.0.1
iptables -t raw -nvL
iptables -t mangle -nvL PREROUTING
iptables -t nat -nvL
