# Table nat: DNAT, SNAT, MASQUERADE, REDIRECT, where they may stand, and mistakes.
iptables -t nat -A PREROUTING -p tcp --dport 80 -j DNAT --to-destination 10.0.0.1:8080
iptables -t nat -A PREROUTING -p tcp -j DNAT --to 10.0.0.1-10.0.0.9:8080-8090
iptables -t nat -A PREROUTING -p tcp -j DNAT --to-destination :8080
iptables -t nat -A PREROUTING -p tcp -j DNAT --to-destination 10.0.0.1:1000-2000/3000
iptables -t nat -A PREROUTING -d 1.2.3.4 -j DNAT --to-destination 10.0.0.1 --persistent --random
iptables -t nat -A OUTPUT -p tcp -j REDIRECT --to-ports 99
iptables -t nat -A OUTPUT -p udp -j REDIRECT --to-ports 99-199 --random
iptables -t nat -A OUTPUT -j REDIRECT
iptables -t nat -A POSTROUTING -j MASQUERADE
iptables -t nat -A POSTROUTING -p tcp -j MASQUERADE --to-ports 1000-2000 --random-fully
iptables -t nat -A POSTROUTING -s 10.0.0.0/8 -o eth0 -j SNAT --to-source 1.2.3.4-1.2.3.9
iptables -t nat -A POSTROUTING -p udp -j SNAT --to-source 1.2.3.4:5000-6000 --random --random-fully --persistent
iptables -t nat -A INPUT -j SNAT --to-source 1.2.3.4
iptables -t nat -S
iptables -t nat -L
iptables -t nat -nvL
iptables-save -t nat
iptables -t nat -F
iptables -t nat -A PREROUTING -j DNAT
iptables -t nat -A PREROUTING -j DNAT --to-destination 10.0.0.1:80
iptables -t nat -A PREROUTING -p tcp -j DNAT --to-destination foo
iptables -t nat -A PREROUTING -p tcp -j DNAT --to-destination 10.0.0.300
iptables -t nat -A PREROUTING -p tcp -j DNAT --to-destination 10.0.0.1-x
iptables -t nat -A PREROUTING -p tcp -j DNAT --to-destination 10.0.0.1:x
iptables -t nat -A PREROUTING -p tcp -j DNAT --to-destination 10.0.0.1:90-80
iptables -t nat -A PREROUTING -p tcp -j DNAT --to-destination 10.0.0.1:80x
iptables -t nat -A PREROUTING -p tcp -j DNAT --to-destination 10.0.0.1:80-90x
iptables -t nat -A PREROUTING -p tcp -j DNAT --to-destination '[::1]:80'
iptables -t nat -A PREROUTING -p tcp -j DNAT --to-destination 1.1.1.1 --to-destination 2.2.2.2
iptables -t nat -A PREROUTING -p tcp -j DNAT ! --to-destination 1.1.1.1
iptables -t nat -A PREROUTING -p tcp -j DNAT --to-source 1.1.1.1
iptables -t nat -A PREROUTING -j REDIRECT --to-ports 80
iptables -t nat -A PREROUTING -p tcp -j REDIRECT --to-ports 80:90
iptables -t nat -A PREROUTING -j MASQUERADE
iptables -t nat -A PREROUTING -j SNAT --to-source 1.1.1.1
iptables -t nat -A POSTROUTING -j DNAT --to-destination 1.1.1.1
iptables -t nat -A POSTROUTING -j REDIRECT
iptables -t nat -A OUTPUT -j MASQUERADE
iptables -t nat -A INPUT -j DNAT --to-destination 1.1.1.1
iptables -A INPUT -j DNAT --to-destination 1.1.1.1
iptables -A FORWARD -j MASQUERADE
iptables -t nat -A PREROUTING -j DROP
iptables -t nat -A PREROUTING -j REJECT
iptables -t nat -N mine
iptables -t nat -A mine -j DNAT --to-destination 1.1.1.1
iptables -t nat -A POSTROUTING -j mine
iptables -t nat -A PREROUTING -j mine
iptables -t nat -A mine -j MASQUERADE
iptables -t nat -S
