# What save prints, restore reads; -n keeps the rules that are there.
iptables -P FORWARD DROP
iptables -N LOGDROP
iptables -A LOGDROP -j DROP
iptables -A INPUT -p tcp -m multiport --dports 80,443 -m comment --comment "the web" -j ACCEPT
iptables -A INPUT ! -s 10.0.0.0/8 -j LOGDROP
iptables -t nat -A POSTROUTING -o eth0 -j MASQUERADE
iptables-save | grep -v '^#' > /tmp/rules
cat /tmp/rules
iptables -F
iptables -X
iptables -P FORWARD ACCEPT
iptables -S
iptables-restore < /tmp/rules
iptables-save | grep -v '^#' | diff - /tmp/rules && echo same
iptables -t nat -S
echo '-A INPUT -j ACCEPT' | iptables-restore
