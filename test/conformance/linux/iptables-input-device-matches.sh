# -i and -o name devices, with + for all that begin so; the device need not exist.
ip link set lo up
iptables -A INPUT -i lo -p icmp -j REJECT
ping -c 1 -W 0.2 127.0.0.1
iptables -R INPUT 1 ! -i lo -p icmp -j REJECT
ping -c 1 -W 1 127.0.0.1
iptables -A INPUT -i eth+ -j DROP
iptables -A INPUT -i nosuch0 -j DROP
iptables -A INPUT -o lo -j DROP
iptables -A OUTPUT -i lo -j DROP
iptables -A INPUT -i averyveryverylong0 -j DROP
iptables -S INPUT
