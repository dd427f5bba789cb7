nft list ruleset
nft add table ip t
nft add chain ip t c
nft add chain ip t in '{ type filter hook input priority 0 ; policy drop ; }'
nft add chain ip t pre '{ type nat hook prerouting priority dstnat - 10 ; }'
nft add chain ip t post '{ type nat hook postrouting priority srcnat ; comment "hi" ; }'
nft add rule ip t in tcp dport 22 accept
nft add rule ip t in tcp dport '{ 80, 443, 8080-8090 }' counter accept
nft add rule ip t in ip saddr 10.0.0.0/8 ip protocol icmp counter packets 5 bytes 10 drop
nft add rule ip t in meta l4proto tcp tcp dport 23 drop
nft add rule ip t in ip protocol tcp tcp dport 24 drop
nft add rule ip t in ct state established,related accept
nft add rule ip t in ct state new jump c
nft add rule ip t in ct state vmap '{ established : accept, related : accept, invalid : drop }'
nft add rule ip t in icmp type echo-request limit rate 5/second accept
nft add rule ip t in icmp type '{ echo-request, echo-reply }' accept
nft add rule ip t in iif lo accept
nft add rule ip t in iifname eth0 oifname '"veth*"' accept
nft add rule ip t in meta mark 0x10 accept
nft add rule ip t in mark and 0x4000 == 0 return
nft add rule ip t in mark set mark or 0x4000
nft add rule ip t in mark set mark xor 0x4000
nft add rule ip t in meta mark set 0x1
nft add rule ip t in fib daddr type local ip daddr != 127.0.0.0/8 accept
nft add rule ip t in log prefix '"dropped: "' level info
nft add rule ip t in reject
nft add rule ip t in reject with tcp reset
nft add rule ip t in reject with icmp type host-unreachable
nft add rule ip t in reject with icmp port-unreachable
nft add rule ip t in tcp flags syn / syn,ack accept
nft add rule ip t in 'tcp flags & (syn|ack) == syn accept'
nft add rule ip t in tcp flags syn accept
nft add rule ip t in udp dport 53 udp sport 1024-65535 accept comment '"dns rule"'
nft add rule ip t in meta l4proto '{ tcp, udp }' th dport 53 accept
nft add rule ip t pre tcp dport 8080 dnat to 10.0.0.2:80
nft add rule ip t pre tcp dport 8081 redirect to :80
nft add rule ip t pre dnat to numgen random mod 2 map '{ 0 : 10.0.0.2, 1 : 10.0.0.3 }'
nft add rule ip t pre dnat to jhash ip saddr mod 2 map '{ 0 : 10.0.0.2, 1 : 10.0.0.3 }'
nft add rule ip t pre tcp dport 80 dnat to tcp dport map '{ 80 : 10.0.0.2 }'
nft add rule ip t post oifname eth0 masquerade
nft add rule ip t post masquerade fully-random
nft add rule ip t post ip saddr 10.0.0.0/24 snat to 1.2.3.4
nft add rule ip t post snat to 1.2.3.4-1.2.3.6 random
nft add rule ip t c ip daddr . tcp dport vmap '{ 10.0.0.1 . 80 : accept, 10.0.0.2 . 443 : drop }'
nft add rule ip t c numgen random mod 2 vmap '{ 0 : accept, 1 : drop }'
nft add rule ip t c ip dscp cs1 accept
nft add rule ip t c ip ttl 64 accept
nft add rule ip t c ip length gt 100 accept
nft add rule ip t c ether saddr 02:00:00:00:00:01 accept
nft add rule ip t c limit rate over 10 kbytes/second burst 20 kbytes drop
nft add rule ip t c limit rate 10/minute burst 3 packets accept
nft add rule ip t c notrack
nft add rule ip t c ct mark set meta mark
nft add rule ip t c meta skuid 0 accept
nft add rule ip t c meta skuid root accept
nft add rule ip t c meta pkttype broadcast accept
nft add rule ip t c tcp dport ssh accept
nft add rule ip t c ip saddr 10.0.0.1-10.0.0.9 accept
nft add rule ip t c ct status dnat accept
nft add rule ip t c ct direction original accept
nft add rule ip t c ct original ip daddr 10.0.0.1 accept
nft add rule ip t c counter
nft add rule ip t c continue
nft add rule ip t c meta nfproto ipv4 accept
nft add rule ip t c meta time '"2026-01-01 10:00:00"' accept
nft add rule ip t c quota over 10 mbytes drop
nft add rule ip t c log group 2 prefix '"x"'
nft add rule ip t c log flags all
nft add rule ip t c ip version 4 accept
nft add rule ip t c icmp code 3 accept
nft add rule ip t c tcp dport '!= {1,2}' accept
nft list ruleset
nft -a list ruleset
nft -n list chain ip t c
nft -nn list chain ip t in
nft -s list chain ip t in
