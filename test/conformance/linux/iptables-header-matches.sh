# Length, TTL, DSCP, TOS and packet type: options, errors and listings.
iptables -A INPUT -m length --length 100
iptables -A INPUT -m length --length 100:200
iptables -A INPUT -m length ! --length :200
iptables -A INPUT -m length --length 100:
iptables -A INPUT -m length --length 200:100
iptables -A INPUT -m length --length foo
iptables -A INPUT -m length --length 70000
iptables -A INPUT -m length
iptables -A INPUT -m ttl --ttl-eq 5
iptables -A INPUT -m ttl ! --ttl-eq 5
iptables -A INPUT -m ttl --ttl 6
iptables -A INPUT -m ttl --ttl-lt 5
iptables -A INPUT -m ttl --ttl-gt 5
iptables -A INPUT -m ttl --ttl-gt 500
iptables -A INPUT -m ttl --ttl-gt 5 --ttl-lt 6
iptables -A INPUT -m ttl
iptables -A INPUT -m dscp --dscp 10
iptables -A INPUT -m dscp ! --dscp 0x20
iptables -A INPUT -m dscp --dscp-class EF
iptables -A INPUT -m dscp --dscp-class AF11
iptables -A INPUT -m dscp --dscp-class foo
iptables -A INPUT -m dscp --dscp 64
iptables -A INPUT -m dscp
iptables -A INPUT -m tos --tos 0x10
iptables -A INPUT -m tos --tos Minimize-Delay
iptables -A INPUT -m tos --tos minimize-cost
iptables -A INPUT -m tos ! --tos 0x10/0xf0
iptables -A INPUT -m tos --tos foo
iptables -A INPUT -m tos
iptables -A INPUT -m pkttype --pkt-type unicast
iptables -A INPUT -m pkttype ! --pkt-type broadcast
iptables -A INPUT -m pkttype --pkt-type multicast
iptables -A INPUT -m pkttype --pkt-type foo
iptables -A INPUT -m pkttype
iptables -A INPUT -m length --length 1:2:3
iptables -A INPUT -m length --length 0x10:
iptables -A INPUT -m ttl --ttl-eq 1 --ttl-eq 2
iptables -A INPUT -m ttl ! --ttl-lt 2
iptables -A INPUT -m dscp --dscp 5 --dscp-class EF
iptables -A INPUT -m dscp --dscp-class ef
iptables -A INPUT -m dscp --dscp-class CS3
iptables -A INPUT -m dscp --dscp foo
iptables -A INPUT -m tos --tos 0x100
iptables -A INPUT -m tos --tos 16/foo
iptables -A INPUT -m tos --tos Minimize
iptables -A INPUT -m pkttype --pkt-type UNICAST
iptables -A INPUT -m pkttype --pkt-type host
iptables -A INPUT -m pkttype --pkt-type uni
iptables -S
iptables -L -n
iptables -L
