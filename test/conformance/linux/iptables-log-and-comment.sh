# Rules that only count, say something or carry a note.
ip link set lo up
iptables -A INPUT -p icmp -m comment --comment "only counted"
iptables -A INPUT -p icmp -j LOG --log-prefix "ping: "
iptables -A INPUT -p icmp -j LOG --log-prefix "seen: " --log-level 7
iptables -S INPUT
ping -c 1 -W 1 127.0.0.1 | grep transmitted | cut -d, -f1-3
iptables -L INPUT -nv
iptables -A INPUT -j LOG --log-level loud
iptables -A INPUT -j LOG --log-prefix
iptables -D INPUT -p icmp
iptables -D INPUT -p icmp -m comment --comment "only counted"
iptables -D INPUT 1
iptables -S INPUT
