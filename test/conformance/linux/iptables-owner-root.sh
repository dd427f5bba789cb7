# Packets can be chosen by who sends them, only on their way out.
ip link set lo up
iptables -A OUTPUT -p icmp -m owner --uid-owner 0 -j REJECT
iptables -S OUTPUT
ping -c 1 -W 0.2 127.0.0.1
iptables -R OUTPUT 1 -p icmp -m owner ! --uid-owner root -j REJECT
ping -c 1 -W 1 127.0.0.1
iptables -L OUTPUT -n
iptables -A INPUT -m owner --uid-owner 0 -j DROP
iptables -A OUTPUT -m owner --uid-owner nosuchuser -j DROP
