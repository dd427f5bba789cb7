# -p and the matches it brings: tcp, udp, icmp.
iptables -A INPUT -p tcp
iptables -A INPUT -p TCP
iptables -A INPUT -p 6 --dport 22
iptables -A INPUT -p all
iptables -A INPUT ! -p tcp
iptables -A INPUT -p gre
iptables -A INPUT -p 200
iptables -A INPUT -p sctp
iptables -A INPUT -p ipv6-icmp
iptables -A INPUT -p tcp --dport 80:
iptables -A INPUT -p tcp --dport :80
iptables -A INPUT -p tcp --sport 1024:65535 --dport http
iptables -A INPUT -p tcp --source-port 1 --destination-port 65000
iptables -A INPUT -p tcp ! --dport 80 ! --sport 1:5
iptables -A INPUT -p udp --dport 53 -j ACCEPT
iptables -A INPUT -p udp -m udp --sport domain
iptables -A INPUT -p tcp -m tcp
iptables -A INPUT -p udp -m udp
iptables -A INPUT -p tcp -m tcp --sport 1 -m tcp --dport 2
iptables -A INPUT -p tcp --tcp-flags SYN,ACK SYN
iptables -A INPUT -p tcp --tcp-flags ALL NONE
iptables -A INPUT -p tcp --syn --dport 443
iptables -A INPUT -p tcp ! --syn
iptables -A INPUT -p tcp --tcp-option 3
iptables -A INPUT -p icmp
iptables -A INPUT -p icmp --icmp-type echo-request
iptables -A INPUT -p icmp --icmp-type 8/0
iptables -A INPUT -p icmp ! --icmp-type echo-reply
iptables -A INPUT -p icmp --icmp-type any
iptables -A INPUT -p icmp -m icmp --icmp-type port-unreachable
iptables -A INPUT -p icmp --icmp-type 3/77
iptables -A INPUT -p icmp --icmp-type time-exceeded -j DROP
iptables -S
iptables -L INPUT
iptables -nL INPUT
iptables -F
iptables -A INPUT -p 300
iptables -A INPUT -p foo
iptables -A INPUT ! -p all
iptables -A INPUT --dport 80
iptables -A INPUT --dport 80 -p tcp
iptables -A INPUT -p tcp --dport foo
iptables -A INPUT -p tcp --dport 70000
iptables -A INPUT -p tcp --dport -1
iptables -A INPUT -p tcp --dport 80:70
iptables -A INPUT -p tcp --dport 80,443
iptables -A INPUT -p tcp --dport
iptables -A INPUT -p tcp --dport 80 --dport 90
iptables -A INPUT -p udp -m tcp --dport 80
iptables -A INPUT -m tcp --dport 80
iptables -A INPUT -m tcp
iptables -A INPUT -p udp -m tcp
iptables -A INPUT -p icmp --dport 80
iptables -A INPUT -p tcp --tcp-flags SYN
iptables -A INPUT -p tcp --tcp-flags SYX ACK
iptables -A INPUT -p tcp --syn --tcp-flags SYN SYN
iptables -A INPUT -p tcp --tcp-option 0
iptables -A INPUT -p icmp --icmp-type foo
iptables -A INPUT -p icmp --icmp-type echo
iptables -A INPUT -p icmp --icmp-type 300
iptables -A INPUT -p icmp --icmp-type 3/x
iptables -A INPUT -p icmp --icmp-type 3x
iptables -A INPUT -p icmp -m icmp
iptables -A INPUT -p tcp --icmp-type 8
iptables -A INPUT -m icmp --icmp-type 8
iptables -A INPUT -p tcp -m icmp --icmp-type 8
iptables -S
