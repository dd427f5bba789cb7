# RETURN goes back to the rule after the jump, goto does not come back to it.
ip link set lo up
iptables -N CHECK
iptables -N AGAIN
iptables -A INPUT -j CHECK
iptables -A INPUT -p icmp -j DROP
iptables -A CHECK -s 127.0.0.2 -j RETURN
iptables -A CHECK -s 127.0.0.3 -g AGAIN
iptables -A CHECK -j ACCEPT
iptables -A AGAIN -p udp -j ACCEPT
ping -c 1 -W 0.2 127.0.0.1
ping -c 1 -W 0.2 -I 127.0.0.2 127.0.0.1
ping -c 1 -W 0.2 -I 127.0.0.3 127.0.0.1
iptables -L -n
iptables -X AGAIN
iptables -F
iptables -X
iptables -S
