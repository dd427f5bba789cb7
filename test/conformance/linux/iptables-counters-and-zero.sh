# Counters say which rule a packet met; -Z sets them back.
ip link set lo up
iptables -A INPUT -p icmp --icmp-type echo-request -j ACCEPT
iptables -A INPUT -p icmp -j ACCEPT
iptables -A INPUT -p tcp -j ACCEPT
ping -c 2 -i 0.1 -q 127.0.0.1 | grep received
iptables -L INPUT -nv
iptables -L INPUT -nvx --line-numbers
iptables -Z INPUT 1
iptables -L INPUT -nv | awk 'NR > 2 {print $1, $2, $4}'
iptables -L -Z -nv | wc -l
iptables -L INPUT -nv
iptables -S INPUT -v
