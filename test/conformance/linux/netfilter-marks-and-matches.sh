# Matches and targets that change nothing but which rule applies.
ip link set lo up
iptables -t mangle -A OUTPUT -d 127.0.0.2 -j MARK --set-mark 0x10
iptables -A OUTPUT -m mark --mark 0x10 -m comment --comment "marked in mangle"
iptables -A OUTPUT -d 127.0.0.3 -m statistic --mode nth --every 3 --packet 0 -j DROP
iptables -A OUTPUT -m addrtype --dst-type LOCAL
iptables -A INPUT -m iprange --dst-range 127.0.0.2-127.0.0.3
iptables -A INPUT -p icmp -m limit --limit 1/hour --limit-burst 2 -j ACCEPT
iptables -A INPUT -p icmp --icmp-type echo-reply -j ACCEPT
iptables -A INPUT -p icmp -j DROP
ping -c 1 127.0.0.2
ping -c 4 -i 0.2 -W 1 127.0.0.3
iptables -L -n -v
iptables -t mangle -L OUTPUT -n -v
iptables -Z
iptables -L INPUT -n -v
iptables -t raw -A OUTPUT -d 127.0.0.4 -j CT --notrack
iptables -F INPUT
iptables -F OUTPUT
iptables -A OUTPUT -m conntrack --ctstate UNTRACKED
iptables -A OUTPUT -m conntrack --ctstate NEW
iptables -A INPUT -m conntrack --ctstate INVALID
ping -c 1 127.0.0.4
ping -c 1 127.0.0.5
iptables -L -n -v
