# Which rule a packet met, by its counters.
ip link set lo up
iptables -A INPUT -p icmp -s 127.0.0.1 -j ACCEPT
iptables -A INPUT -p icmp -j DROP
iptables -nvL INPUT
ping -c 2 -i 0.2 127.0.0.1
iptables -nvL INPUT
iptables -nvxL INPUT
ping -c 1 -W 1 -I 127.0.0.2 127.0.0.3
iptables -nvL
iptables -Z INPUT 1
iptables -nvL INPUT
iptables -Z
iptables -nvL
iptables-save -c
iptables -L -v -n -x --line-numbers
iptables -t nat -nvL
iptables -t mangle -nvL OUTPUT
