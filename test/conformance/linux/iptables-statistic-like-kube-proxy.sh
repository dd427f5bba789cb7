# Chains as kube-proxy writes them, with one of three endpoints each time.
iptables -t nat -N KUBE-SERVICES
iptables -t nat -N KUBE-SVC-ABCDEFGHIJKLMNOP
iptables -t nat -N KUBE-SEP-AAAAAAAAAAAAAAAA
iptables -t nat -N KUBE-SEP-BBBBBBBBBBBBBBBB
iptables -t nat -N KUBE-MARK-MASQ
iptables -t nat -A PREROUTING -m comment --comment "kubernetes service portals" -j KUBE-SERVICES
iptables -t nat -A OUTPUT -m comment --comment "kubernetes service portals" -j KUBE-SERVICES
iptables -t nat -A KUBE-MARK-MASQ -j MARK --or-mark 0x4000
iptables -t nat -A KUBE-SERVICES -d 10.96.0.10/32 -p udp -m comment --comment "kube-system/kube-dns:dns cluster IP" -m udp --dport 53 -j KUBE-SVC-ABCDEFGHIJKLMNOP
iptables -t nat -A KUBE-SVC-ABCDEFGHIJKLMNOP ! -s 10.244.0.0/16 -d 10.96.0.10/32 -p udp -m udp --dport 53 -j KUBE-MARK-MASQ
iptables -t nat -A KUBE-SVC-ABCDEFGHIJKLMNOP -m statistic --mode random --probability 0.50000000000 -j KUBE-SEP-AAAAAAAAAAAAAAAA
iptables -t nat -A KUBE-SVC-ABCDEFGHIJKLMNOP -j KUBE-SEP-BBBBBBBBBBBBBBBB
iptables -t nat -A KUBE-SEP-AAAAAAAAAAAAAAAA -s 10.244.0.2/32 -j KUBE-MARK-MASQ
iptables -t nat -A KUBE-SEP-AAAAAAAAAAAAAAAA -p udp -m udp -j DNAT --to-destination 10.244.0.2:53
iptables -t nat -A KUBE-SEP-BBBBBBBBBBBBBBBB -p udp -m udp -j DNAT --to-destination 10.244.0.3:53
iptables -t nat -A POSTROUTING -m mark --mark 0x4000/0x4000 -j MASQUERADE --random-fully
iptables-save -t nat | grep KUBE-SVC
iptables -t nat -L KUBE-SERVICES -n
iptables -t nat -L KUBE-SVC-ABCDEFGHIJKLMNOP -n
iptables -t nat -L -n | grep kube-dns
iptables -t nat -S KUBE-MARK-MASQ
iptables -t nat -S POSTROUTING
iptables -t nat -L KUBE-SEP-BBBBBBBBBBBBBBBB -nv
iptables -t nat -X KUBE-MARK-MASQ
iptables -t nat -F
iptables -t nat -X
iptables -t nat -S
