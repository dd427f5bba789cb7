# Packets to this host and from it: dropped, rejected, counted.
ip link set lo up
iptables -A INPUT -p icmp -j DROP
ping -c 2 -i 0.2 -W 0.5 127.0.0.1
iptables -L INPUT -v -n
iptables -Z INPUT
iptables -nvL INPUT
iptables -R INPUT 1 -p icmp --icmp-type echo-request -j REJECT
ping -c 1 -W 0.5 127.0.0.1
iptables -R INPUT 1 -p icmp --icmp-type echo-request -j REJECT --reject-with icmp-host-prohibited
ping -c 1 -W 0.5 127.0.0.1
iptables -F
ping -c 1 -q 127.0.0.1
iptables -A OUTPUT -d 127.0.0.2 -j DROP
ping -c 1 -W 0.5 127.0.0.2
ping -c 1 -q 127.0.0.3
iptables -P OUTPUT DROP
ping -c 1 -W 0.5 127.0.0.3
iptables -I OUTPUT -o lo -m comment --comment ours -j ACCEPT
ping -c 1 -q 127.0.0.3
iptables -L -v -n
iptables -P OUTPUT ACCEPT
iptables -F
iptables -A INPUT -s 127.0.0.1 -i lo -p icmp
iptables -A INPUT -j RETURN
iptables -P INPUT ACCEPT
ping -c 3 -i 0.2 -q 127.0.0.1
iptables -L INPUT -v -n
iptables-save -c
iptables -Z
ping -c 1 -q 127.0.0.1
iptables -L -v -n
