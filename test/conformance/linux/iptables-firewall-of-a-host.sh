# A small firewall, built, tried, changed and taken down.
ip link set lo up
iptables -P INPUT DROP
ping -c 1 -W 1 127.0.0.1
iptables -A INPUT -i lo -j ACCEPT
ping -c 1 -W 1 127.0.0.1
iptables -A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
iptables -A INPUT -p tcp --dport 22 -j ACCEPT
iptables -A INPUT -p tcp -m multiport --dports 80,443 -j ACCEPT
iptables -A INPUT -p icmp --icmp-type echo-request -j ACCEPT
iptables -A INPUT -j LOG --log-prefix "DROPPED: "
iptables -L INPUT -n --line-numbers
iptables -L INPUT
iptables -S INPUT
iptables -D INPUT 3
iptables -I INPUT 3 -p tcp --dport 2222 -j ACCEPT
iptables -C INPUT -p tcp --dport 2222 -j ACCEPT
iptables -C INPUT -p tcp --dport 22 -j ACCEPT
iptables -R INPUT 3 -p tcp --dport 22 -s 10.0.0.0/8 -j ACCEPT
iptables -S
iptables -N LOG-AND-DROP
iptables -A LOG-AND-DROP -j LOG --log-level 4
iptables -A LOG-AND-DROP -j DROP
iptables -A INPUT -j LOG-AND-DROP
iptables -X LOG-AND-DROP
iptables -nL LOG-AND-DROP
iptables -F INPUT
iptables -P INPUT ACCEPT
iptables -F LOG-AND-DROP
iptables -X
iptables -S
