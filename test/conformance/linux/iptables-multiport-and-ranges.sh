# Several ports in one rule.
ip link set lo up
iptables -A INPUT -p tcp -m multiport --dports 80,443,8000:8010 -j REJECT
iptables -A INPUT -p tcp --dport 9000:9002 -j REJECT
iptables -S INPUT
iptables -L INPUT -n
nc -zv 127.0.0.1 443
nc -zv 127.0.0.1 8005
nc -zv 127.0.0.1 8011
nc -zv 127.0.0.1 9000-9003
iptables -A INPUT -p tcp --dport 80,443 -j ACCEPT
iptables -A INPUT -m multiport --dports 80,443 -j ACCEPT
iptables -A INPUT -p icmp -m multiport --dports 80 -j ACCEPT
iptables -A INPUT -p tcp -m multiport --ports http,https -j ACCEPT
