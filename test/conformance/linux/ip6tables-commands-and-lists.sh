# ip6tables: rules, listings, saving and every complaint.
ip6tables -L
ip6tables -L -n -v
ip6tables -S
ip6tables -A INPUT -s 2001:db8::/32 -j DROP
ip6tables -A INPUT -s 2001:db8::1 -d fe80::/10 -i lo -p tcp --dport 80 -j ACCEPT
ip6tables -A INPUT -p icmpv6 --icmpv6-type echo-request -j ACCEPT
ip6tables -A INPUT -p ipv6-icmp -m icmp6 --icmpv6-type 135 -j ACCEPT
ip6tables -A INPUT -p icmp -j ACCEPT
ip6tables -A INPUT ! -s ::1 -j REJECT
ip6tables -A INPUT -j REJECT --reject-with icmp6-adm-prohibited
ip6tables -A INPUT -j REJECT --reject-with icmp-port-unreachable
ip6tables -A INPUT -s 10.0.0.1 -j DROP
ip6tables -A INPUT -s 2001:db8::1/129 -j DROP
ip6tables -A INPUT -s 2001:db8::1/ffff:: -j DROP
ip6tables -A INPUT -s foo -j DROP
ip6tables -A INPUT -s ::1,::2 -j DROP
ip6tables -A INPUT -f -j DROP
ip6tables -A INPUT -p udp -m multiport --dports 53,123 -m comment --comment "x y" -j ACCEPT
ip6tables -A INPUT -m hl --hl-eq 64 -j ACCEPT
ip6tables -N C
ip6tables -A C -j RETURN
ip6tables -A INPUT -j C
ip6tables -S
ip6tables -L -n -v
ip6tables -L
ip6tables -L -n --line-numbers
ip6tables-save
ip6tables -D INPUT 1
ip6tables -D INPUT -j C
ip6tables -X C
ip6tables -P INPUT DROP
ip6tables -nosuch
ip6tables
ip6tables -V
ip6tables -h | head -20
ip6tables -4 -L
ip6tables -6 -L -n
ip6tables -t nosuch -L
ip6tables -A NOSUCH -j DROP
ip6tables -A INPUT -v -s ::1 -j DROP
ip6tables -C INPUT -s ::1 -j DROP
ip6tables -C INPUT -s ::5 -j DROP
ip6tables -F
iptables -S
ip6tables-save | ip6tables-restore
ip6tables -p icmpv6 -h | tail -40
ip6tables -j REJECT -h | tail -30
