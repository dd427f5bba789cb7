# A port needs a protocol, whichever order the words have.
iptables -t nat -A PREROUTING -j DNAT --dport 8080 --to-destination 192.168.15.2:80
iptables -t nat -A PREROUTING --dport 8080 -j DNAT --to-destination 192.168.15.2:80
iptables -t nat -A PREROUTING --dport 8080 --to-destination 192.168.15.2:80 -j DNAT
iptables -t nat -A PREROUTING -p icmp --dport 8080 -j DNAT --to-destination 192.168.15.2:80
iptables -t nat -A PREROUTING -p all --dport 8080 -j DNAT --to-destination 192.168.15.2:80
iptables -t nat -A PREROUTING -j DNAT --to-destination 192.168.15.2:80
iptables -t nat -A PREROUTING -p tcp --dport 8080 -j DNAT --to-destination 192.168.15.2:80
iptables -t nat -A PREROUTING -p tcp --dport 8080 -j DNAT --to-destination 192.168.15.2
iptables -t nat -A PREROUTING -p tcp --dport 8080 -j DNAT
iptables -t nat -A PREROUTING -p tcp --dport 8080 -j DNAT --to-destination
iptables -t nat -A PREROUTING -p tcp --dport 8080 -j DNAT --to 192.168.15.3:80
iptables -A INPUT -p tcp -dport 80 -j ACCEPT
iptables -A INPUT -p tcp –dport 80 -j ACCEPT
iptables -A INPUT -p tcp --port 80 -j ACCEPT
iptables -A INPUT -p tcp --dports 80,443 -j ACCEPT
iptables -A INPUT -p tcp -m multiport --dports 80,443 -j ACCEPT
iptables -A INPUT -p tcp dport 80 -j ACCEPT
iptables -A INPUT -p tcp --dport -j ACCEPT
iptables -A INPUT -p tcp --dport 80 ACCEPT
iptables -A INPUT -p tcp --dport 80 -j accept
iptables -A INPUT -p tcp --dport 80 -J ACCEPT
iptables -A input -p tcp --dport 80 -j ACCEPT
iptables -A INPUT -p tcp --dport 80 -j ACCEPT -j DROP
iptables -t nat -S
iptables -S
