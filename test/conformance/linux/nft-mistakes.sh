nft
nft -v
nft -V
nft foo
nft list
nft list table
nft list table ip x
nft list tables
nft list chains
nft list chain ip x y
nft add table
nft add table ip
nft add table t
nft add table ip t
nft create table ip t
nft list tables
nft add chain ip x y
nft add rule ip x y accept
nft add rule ip t y accept
nft add rule t y accept
nft add chain t y
nft create chain t y
nft add rule t y foo
nft add rule t y tcp dport 99999 accept
nft add rule t y tcp dport foo accept
nft add rule t y ip saddr 300.1.1.1 accept
nft add rule t y jump z
nft add rule t y tcp dport
nft add rule t y tcp foo 1
nft add rule t y accept accept
nft add rule t y masquerade
nft add rule t y dnat to 1.1.1.1
nft add rule t y accept
nft delete rule t y handle 99
nft delete rule t y
nft delete chain t y
nft delete chain t zz
nft delete table foo
nft add set t s '{ type ipv4_addr ; }'
nft add set t s2 '{ type ipv4_addr ; flags interval ; elements = { 10.0.0.0/24, 10.0.1.1-10.0.1.9 } }'
nft add map t m '{ type inet_service : ipv4_addr ; }'
nft add map t vm '{ type ipv4_addr . inet_proto . inet_service : verdict ; comment "cc" ; }'
nft add element t s '{ 10.0.0.1, 10.0.0.2 }'
nft add element t s '{ 10.0.0.0/24 }'
nft add element t nos '{ 10.0.0.1 }'
nft add element t m '{ 80 : 10.0.0.1 }'
nft add element t vm '{ 10.0.0.1 . tcp . 80 : goto y, 10.0.0.9 . udp . 53 comment "nope" : drop }'
nft add rule t y ip saddr @s drop
nft add rule t y ip saddr @nos drop
nft add rule t y ip saddr @s2 drop
nft add rule t y ip daddr . meta l4proto . th dport vmap @vm
nft add chain t pre '{ type nat hook prerouting priority -100 ; }'
nft add rule t pre dnat to tcp dport map @m
nft list set t s
nft list set t s2
nft list map t m
nft list map t vm
nft list sets
nft list maps
nft list set t nos
nft delete element t s '{ 10.0.0.1 }'
nft delete element t s '{ 10.0.0.77 }'
nft get element t s '{ 10.0.0.2 }'
nft get element t s '{ 10.0.0.3 }'
nft delete set t s
nft add set t dyn '{ type ipv4_addr ; flags dynamic,timeout ; timeout 10800s ; }'
nft add rule t y update @dyn '{ ip saddr }'
nft add rule t y add @dyn '{ ip saddr timeout 10s }'
nft list table t
nft insert rule t y position 8 tcp dport 1 accept
nft insert rule t y tcp dport 2 accept
nft add rule t y index 0 tcp dport 3 accept
nft -a list chain t y
nft replace rule t y handle 8 tcp dport 4 accept
nft delete rule t y handle 8
nft -a list chain t y
nft rename chain t y yy
nft list chain t yy
nft flush chain t yy
nft flush ruleset
nft list ruleset
nft add table ip q
nft -c add table ip qq
nft -j list ruleset
nft --json list tables
nft -y list ruleset
nft -z
nft add chain ip q base '{ type filter hook foo priority 0 ; }'
nft add chain ip q base '{ type nat hook forward priority 0 ; }'
nft add chain ip q base '{ type filter hook input priority 0 ; policy foo ; }'
nft add chain ip q base '{ type filter hook input priority filter + 10 ; policy accept ; }'
nft add chain ip q base '{ policy drop ; }'
nft list chain ip q base
nft reset counters
nft add counter ip q cnt
nft add rule ip q base counter name cnt
nft list counters
nft list hooks
nft describe tcp dport
nft describe ipv4_addr
