# Targets that change headers: TTL, TOS, DSCP, TCPMSS, CLASSIFY, CHECKSUM.
iptables -t mangle -A FORWARD -p tcp --tcp-flags SYN,RST SYN -j TCPMSS --clamp-mss-to-pmtu
iptables -t mangle -A FORWARD -p tcp --syn -j TCPMSS --set-mss 1400
iptables -t mangle -A FORWARD -p tcp -j TCPMSS --set-mss 1400
iptables -t mangle -A FORWARD -p udp -j TCPMSS --set-mss 1400
iptables -t mangle -A FORWARD -p tcp --syn -j TCPMSS
iptables -t mangle -A FORWARD -p tcp --syn -j TCPMSS --set-mss 1400 --clamp-mss-to-pmtu
iptables -A FORWARD -p tcp --syn -j TCPMSS --set-mss 1400
iptables -t mangle -A FORWARD -j TTL --ttl-set 64
iptables -t mangle -A FORWARD -j TTL --ttl-inc 1
iptables -t mangle -A FORWARD -j TTL --ttl-dec 1
iptables -t mangle -A FORWARD -j TTL --ttl-dec 0
iptables -t mangle -A FORWARD -j TTL --ttl-set 256
iptables -t mangle -A FORWARD -j TTL
iptables -A FORWARD -j TTL --ttl-set 64
iptables -t mangle -A FORWARD -j TOS --set-tos 0x10
iptables -t mangle -A FORWARD -j TOS --set-tos Minimize-Delay
iptables -t mangle -A FORWARD -j TOS --set-tos 0x10/0x3f
iptables -t mangle -A FORWARD -j TOS --and-tos 0x10
iptables -t mangle -A FORWARD -j TOS --or-tos 0x10
iptables -t mangle -A FORWARD -j TOS --xor-tos 0x10
iptables -t mangle -A FORWARD -j TOS
iptables -A FORWARD -j TOS --set-tos 1
iptables -t mangle -A FORWARD -j DSCP --set-dscp 10
iptables -t mangle -A FORWARD -j DSCP --set-dscp-class EF
iptables -t mangle -A FORWARD -j DSCP --set-dscp 64
iptables -t mangle -A FORWARD -j DSCP
iptables -A FORWARD -j DSCP --set-dscp 1
iptables -t mangle -A FORWARD -j CLASSIFY --set-class 1:10
iptables -t mangle -A POSTROUTING -j CLASSIFY --set-class 1:10
iptables -t mangle -A POSTROUTING -j CLASSIFY
iptables -t mangle -A POSTROUTING -p udp --dport 68 -j CHECKSUM --checksum-fill
iptables -t mangle -A POSTROUTING -j CHECKSUM
iptables -t mangle -A FORWARD -j TOS --set-tos foo
iptables -t mangle -A FORWARD -j TOS --set-tos 1 --and-tos 1
iptables -t mangle -A FORWARD -j DSCP --set-dscp-class XX
iptables -t mangle -A FORWARD -j DSCP --set-dscp 1 --set-dscp-class EF
iptables -t mangle -A FORWARD -j TTL --ttl-set 1 --ttl-inc 1
iptables -t mangle -A FORWARD -j CLASSIFY --set-class foo
iptables -t mangle -A FORWARD -j CLASSIFY --set-class 1:
iptables -t mangle -A INPUT -j CLASSIFY --set-class 1:2
iptables -t mangle -A FORWARD -p tcp --syn -j TCPMSS --set-mss 70000
iptables -t mangle -A FORWARD -p tcp -j TCPMSS --clamp-mss-to-pmtu
iptables -t mangle -A PREROUTING -p tcp --syn -j TCPMSS --clamp-mss-to-pmtu
iptables -t mangle -A FORWARD ! -p tcp -j TCPMSS --set-mss 1400
iptables -t mangle -A POSTROUTING -j CHECKSUM --checksum-fill
iptables -t mangle -S
iptables -t mangle -L -n
iptables -t mangle -L
iptables -S
