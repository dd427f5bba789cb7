# -s, -d, -i, -o, -f: forms, names, lists, masks and mistakes.
iptables -A INPUT -s 10
iptables -A INPUT -s 10.1/16
iptables -A INPUT -s 10.1.2.3/255.255.0.0
iptables -A INPUT -s 10.1.2.3/255.0.255.0
iptables -A INPUT -d 192.168.1.1
iptables -A INPUT -s 1.2.3.4/0
iptables -A INPUT -s 0/0 -d 0.0.0.0/0
iptables -A INPUT ! -s 1.2.3.4 ! -d 10.0.0.0/8
iptables -A INPUT -s 1.1.1.1,2.2.2.2/8 -d 3.3.3.3,4.4.4.4
iptables -I INPUT -s 5.5.5.5,6.6.6.6
iptables -D INPUT -s 5.5.5.5,6.6.6.6
iptables -A INPUT --src 127.0.0.1 --dst 127.0.0.0/8
iptables -A INPUT -s localhost
iptables -A INPUT -s loopback/8
iptables -A INPUT -d 169.254.0.0/16
iptables -A INPUT -i lo
iptables -A INPUT -i eth+
iptables -A INPUT ! -i eth0
iptables -A INPUT -i +
iptables -A FORWARD -i eth0 ! -o eth1
iptables -A FORWARD -f
iptables -A FORWARD ! -f -j DROP
iptables -A FORWARD ! -i +
iptables -S
iptables -L -n
iptables -L
iptables -L -v
iptables -L -v -n
iptables -F
iptables -A INPUT -s 1.2.3.4/33
iptables -A INPUT -s 1.2.3.4/
iptables -A INPUT -s 1.2.3.4/255.255.0
iptables -A INPUT -s 1.2.3.444
iptables -A INPUT -s 300.1.1.1
iptables -A INPUT -s 1.2.3.4.5
iptables -A INPUT -s 'bad name'
iptables -A INPUT -s
iptables -A INPUT -s ! 1.2.3.4
iptables -A INPUT ! -s 1.1.1.1,2.2.2.2
iptables -A INPUT ! -s 0/0
iptables -A INPUT -s 1.1.1.1 -s 2.2.2.2
iptables -A INPUT -s 1.1.1.1,
iptables -R INPUT 1 -s 1.1.1.1,2.2.2.2
iptables -A INPUT -o eth0
iptables -A OUTPUT -i eth0
iptables -t nat -A POSTROUTING -i eth0
iptables -t nat -A PREROUTING -o eth0
iptables -A INPUT -i ''
iptables -A INPUT -i abcdefghijklmnop
iptables -A INPUT -i a/b
iptables -S
