# Insert, replace, delete by number and by what the rule says; -C asks whether it is there.
iptables -A INPUT -p tcp --dport 22 -j ACCEPT
iptables -A INPUT -p tcp --dport 80 -j ACCEPT
iptables -I INPUT -s 10.0.0.9 -j DROP
iptables -I INPUT 3 -p udp --dport 53 -j ACCEPT
iptables -L INPUT -n --line-numbers
iptables -C INPUT -p tcp --dport 80 -j ACCEPT
iptables -C INPUT -p tcp --dport 81 -j ACCEPT
iptables -R INPUT 1 -s 10.0.0.8 -j DROP
iptables -D INPUT 3
iptables -D INPUT -p tcp --dport 22 -j ACCEPT
iptables -S INPUT
iptables -D INPUT 9
iptables -I INPUT 9 -j ACCEPT
iptables -R INPUT 9 -j ACCEPT
iptables -D INPUT -p tcp --dport 22 -j ACCEPT
