# The way of a packet through chains: jumps, returns, gotos, marks, limits and every nth packet.
ip link set lo up
iptables -N one
iptables -N two
iptables -A INPUT -p icmp -j one
iptables -A INPUT -m comment --comment "after one"
iptables -A one -j two
iptables -A one -m comment --comment "after two"
iptables -A two -m comment --comment "in two" -j RETURN
iptables -A two -m comment --comment "never" -j DROP
ping -c 1 -q 127.0.0.1
iptables -nvL
iptables -R one 1 -g two
iptables -Z
ping -c 1 -q 127.0.0.1
iptables -nvL
iptables -F
iptables -X
iptables -t mangle -A OUTPUT -d 127.0.0.5 -j MARK --set-mark 5
iptables -A OUTPUT -m mark --mark 5 -j REJECT
iptables -A OUTPUT -m mark ! --mark 0x4/0x4 -m comment --comment unmarked
ping -c 1 -W 0.5 127.0.0.5
ping -c 1 -q 127.0.0.6
iptables -nvL OUTPUT
iptables -F
iptables -A INPUT -p icmp --icmp-type 8 -m statistic --mode nth --every 3 --packet 1 -j DROP
ping -c 6 -i 0.2 -W 0.5 127.0.0.1
iptables -nvL INPUT
iptables -F
iptables -A INPUT -p icmp --icmp-type 8 -m limit --limit 1/hour --limit-burst 2 -j ACCEPT
iptables -A INPUT -p icmp --icmp-type 8 -j DROP
ping -c 4 -i 0.2 -W 0.5 127.0.0.1
iptables -nvL INPUT
iptables -F
iptables -A INPUT -m addrtype ! --dst-type LOCAL -j DROP
iptables -A INPUT -m iprange --dst-range 127.0.0.8-127.0.0.9 -j DROP
ping -c 1 -q 127.0.0.7
ping -c 1 -q -W 0.5 127.0.0.8
iptables -nvL INPUT
