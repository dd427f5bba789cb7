# Appending, inserting, replacing and deleting, and what -L and -S say afterwards.
iptables -L
iptables -S
iptables-save
iptables -D INPUT 1
iptables -A INPUT -p tcp --dport 22 -j ACCEPT
iptables-save
iptables -I INPUT -p icmp -j ACCEPT
iptables -I INPUT 2 -i lo -j ACCEPT
iptables -I INPUT 4 -s 10.0.0.0/8 -j DROP
iptables -I INPUT 6 -j DROP
iptables -I INPUT 0 -j DROP
iptables -L INPUT
iptables -nL INPUT --line-numbers
iptables -L INPUT -v
iptables -L INPUT -vnx
iptables -vL -n
iptables -S INPUT
iptables -S INPUT -v
iptables -S INPUT 2
iptables -L INPUT 2
iptables -L INPUT 9
iptables -R INPUT 2 -i lo -j RETURN
iptables -R INPUT 7 -j DROP
iptables -R INPUT -j DROP
iptables -S
iptables -C INPUT -p icmp -j ACCEPT
iptables -C INPUT -p icmp -j DROP
iptables -D INPUT -p icmp -j ACCEPT
iptables -D INPUT -p icmp -j ACCEPT
iptables -D INPUT 1
iptables -D INPUT 3
iptables -D INPUT 0
iptables -D INPUT one
iptables -S
iptables -F INPUT
iptables -S
iptables --append INPUT --protocol udp --destination-port 53 --jump ACCEPT
iptables --app INPUT --proto udp --dpo 53 --jum ACCEPT
iptables --list-rules
iptables --list INPUT --num
iptables --flush
iptables --li
iptables -v -A INPUT -p tcp -s 1.2.3.4 --dport 22 -i eth0 -j ACCEPT
iptables -v -I INPUT ! -p tcp ! -s 1.2.3.4 -j DROP
iptables -v -C INPUT -p tcp -s 1.2.3.4 --dport 22 -i eth0 -j ACCEPT
iptables -v -D INPUT -p tcp -s 1.2.3.4 --dport 22 -i eth0 -j ACCEPT
iptables -v -R INPUT 1 -j DROP -f
iptables -v -D INPUT 1
