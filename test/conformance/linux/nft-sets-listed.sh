nft add table t
nft add set t a '{ type ipv4_addr ; elements = { 1.1.1.1, 1.1.1.2, 1.1.1.3, 1.1.1.4, 1.1.1.5 } ; }'
nft add set t b '{ type inet_service ; flags interval ; elements = { 1,2,3,5,7,9,11,13,15-20 } ; }'
nft add set t m '{ type mark ; elements = { 1,2,3,5,7,9 } ; }'
nft add set t i '{ type ifname ; elements = { lo, eth0, eth1, eth2 } ; }'
nft add set t p '{ type inet_proto ; elements = { tcp, udp, icmp } ; }'
nft add set t e '{ type ether_addr ; elements = { 02:00:00:00:00:01, 02:00:00:00:00:02 } ; }'
nft add set t c '{ type ipv4_addr . inet_service ; elements = { 1.1.1.1 . 80, 1.1.1.1 . 81, 1.1.1.0 . 99 } ; }'
nft add map t mm '{ type inet_service : ipv4_addr ; elements = { 80 : 1.1.1.1, 81 : 1.1.1.2, 79 : 1.1.1.2 } ; }'
nft add map t v '{ type ipv4_addr : verdict ; elements = { 1.1.1.1 : accept, 1.1.1.2 : drop, 1.1.1.3 : drop } ; }'
nft add set t to '{ type ipv4_addr ; timeout 1h ; size 100 ; gc-interval 10s ; comment "x y" ; }'
nft add element t to '{ 1.1.1.1 timeout 10m comment "hey" }'
nft add set t pol '{ type ipv4_addr ; flags interval ; policy memory ; auto-merge ; elements = { 1.1.1.0/24, 1.1.2.0/24 } ; }'
nft add set t x6 '{ type ipv6_addr ; elements = { fd00::1, fd00::2, fd00::3 } ; }'
nft add set t ty '{ typeof ip saddr ; elements = { 1.1.1.1 } ; }'
nft -s list ruleset
nft -t list set t a
