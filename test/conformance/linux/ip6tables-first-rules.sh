# IPv6 has rules of its own; those of iptables mean nothing to it.
ip link set lo up
iptables -A INPUT -j DROP
ping -c 1 -W 1 ::1
iptables -F
ip6tables -A INPUT -p ipv6-icmp -j REJECT
ip6tables -S
ping -c 1 -W 1 ::1
ping -c 1 -W 1 127.0.0.1
ip6tables -L INPUT -n
ip6tables -R INPUT 1 -p tcp --dport 80 -j REJECT
nc -zv ::1 80
ip6tables -A INPUT -p icmp -j ACCEPT
ip6tables -A INPUT -s 10.0.0.1 -j ACCEPT
ip6tables -F
