nft add table t
nft add chain t c
nft add rule t c tcp dport '{ 5, 1-3, 4 }'
nft add rule t c ip saddr '{ 10.0.0.0/8, 10.1.0.0/16 }'
nft add rule t c ct state foo accept
nft add rule t c icmp type foo accept
nft add rule t c ip ttl foo accept
nft add rule t c meta l4proto foo accept
nft add rule t c ip protocol foo accept
nft add rule t c iif nope accept
nft add rule t c tcp flags foo accept
nft add rule t c ct state '{ established, related }' accept
nft add rule t c ct state != new accept
nft add rule t c tcp flags != syn accept
nft add rule t c 'tcp flags & (fin|syn|rst|ack) != syn' accept
nft add rule t c 'tcp flags == syn' accept
nft add rule t c ip6 saddr ::1 accept
nft add rule t c icmpv6 type echo-request accept
nft add rule t c ip saddr 10.0.0.5/24 accept
nft add rule t c ip saddr != 10.0.0.0/24 accept
nft add rule t c th dport 53 accept
nft add rule t c dnat to 10.0.0.1-10.0.0.5:80-90
nft add rule t c dnat to tcp dport map '{ 80 : 10.0.0.1 . 8080, 81 : 10.0.0.2 . 8081 }'
nft add rule t c dnat ip to 10.0.0.1
nft add rule t c redirect
nft add rule t c masquerade to :1024-65535 random,persistent
nft add rule t c meta mark set ip saddr map '{ 10.0.0.1 : 1, 10.0.0.2 : 2 }'
nft add rule t c 'meta mark & 0xff == 0x1' accept
nft add rule t c meta mark != 1 accept
nft add rule t c meta mark '{ 1, 2 }' accept
nft add rule t c ip dscp set cs1
nft add rule t c ip ttl set 64
nft add rule t c meta pkttype host accept
nft add rule t c log prefix '"a b" level warn group 1' accept
nft add rule t c log level debug flags tcp sequence,options flags ip options flags skuid
nft add rule t c limit rate 1 mbytes/second
nft add rule t c limit rate 5/second burst 5 packets
nft add rule t c limit rate until 5/second burst 10 packets
nft add rule t c quota 100 kbytes
nft add rule t c quota until 1 bytes used 1 bytes
nft add rule t c counter accept comment mycomment
nft add rule t c fib saddr . iif oif missing drop
nft add rule t c fib daddr . iif type != '{ local, broadcast }' drop
nft add rule t c iifname '{ lo, "eth*" }' accept
nft add rule t c iifname != lo accept
nft add rule t c meta protocol ip accept
nft add rule t c ether type ip accept
nft add rule t c ct state untracked accept
nft add rule t c reject with icmpx port-unreachable
nft add rule t c meta hour '"10:00"-"11:00"' accept
nft add rule t c meta day Monday accept
nft add rule t c ip frag-off '& 0x1fff != 0' drop
nft add rule t c numgen inc mod 3 offset 5 vmap '{ 5 : accept, 6 : drop }'
nft add rule t c meta mark set numgen random mod 2 map '{ 0 : 1, 1 : 2 }'
nft add rule t c symhash mod 2 vmap '{ 0 : accept, 1 : drop }'
nft add rule t c ct mark 1 accept
nft add rule t c ct mark set 5
nft add rule t c meta mark set ct mark
nft list chain t c
nft add table inet f
nft add chain inet f c
nft add rule inet f c meta nfproto ipv4 ip saddr 1.1.1.1 accept
nft add rule inet f c meta nfproto ipv6 accept
nft add rule inet f c ip6 nexthdr icmpv6 icmpv6 type '{ nd-neighbor-solicit, echo-request }' accept
nft add rule inet f c ip protocol tcp tcp dport 22 accept
nft add rule inet f c meta l4proto icmp accept
nft add rule inet f c meta l4proto ipv6-icmp accept
nft add rule inet f c meta l4proto icmpv6 accept
nft add rule inet f c icmp type echo-request accept
nft add rule inet f c reject
nft add rule inet f c reject with icmp port-unreachable
nft add rule inet f c reject with icmpx admin-prohibited
nft add rule inet f c reject with icmpv6 no-route
nft add rule inet f c dnat ip to 1.1.1.1:80
nft add rule inet f c ip saddr 1.2.3.4 dnat to 1.1.1.1:80
nft add rule inet f c dnat ip6 to '[fd00::1]:80'
nft add rule inet f c dnat to '[fd00::1]:80'
nft add rule inet f c 'ip6 saddr fd00::/64 tcp dport {22,80} accept'
nft list table inet f
nft -j list table inet f
