# The nat table as the courses list it.
iptables -t nat -A POSTROUTING -s 192.168.15.0/24 -j MASQUERADE
iptables -t nat -A PREROUTING -p tcp --dport 8080 -j DNAT --to-destination 192.168.15.5:80
iptables -t nat -L
iptables -t nat -nvL
iptables -t nat -L POSTROUTING -n --line-numbers
iptables -t nat -S
iptables -nvL -t nat | grep -c Chain
iptables -L -t nat -n | grep DNAT
iptables -t nat -D PREROUTING 1
iptables -t nat -F
iptables -t nat -S
iptables -t nosuch -L
