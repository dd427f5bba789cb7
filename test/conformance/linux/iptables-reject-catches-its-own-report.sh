# A REJECT that also catches what it would report.
iptables -A OUTPUT -j REJECT
ip link set lo up
ping -c 1 -W 1 127.0.0.1
iptables -L -n -v
ip6tables -A OUTPUT -j REJECT
ping -c 1 -W 1 ::1
ip6tables -L -n -v
iptables -F; ip6tables -F
iptables -A INPUT -j REJECT
ping -c 1 -W 1 127.0.0.1
iptables -L INPUT -n -v
nc -v -z -w 1 127.0.0.1 80
iptables -L INPUT -n -v
ip6tables -A INPUT -j REJECT
ping -c 1 -W 1 ::1
ip6tables -L INPUT -n -v
nc -v -z -w 1 ::1 80
ip6tables -L INPUT -n -v
iptables -F; ip6tables -F
iptables -A INPUT -i lo -p tcp -j REJECT --reject-with tcp-reset
iptables -A OUTPUT -p tcp --tcp-flags RST RST -j REJECT
nc -v -z -w 1 127.0.0.1 80
iptables -L -n -v
