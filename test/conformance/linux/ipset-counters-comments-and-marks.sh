# Counters, comments and marks that elements carry.
ipset create t2 hash:ip counters initval 7
ipset create t3 hash:ip comment initval 7
ipset create t4 hash:ip skbinfo initval 7
for i in 2 3 4; do ipset add t$i 10.0.0.1; ipset list t$i; done

ipset add t2 10.0.0.2 packets 5 bytes 100
ipset add t3 10.0.0.2 comment "hello there"
ipset add t4 10.0.0.2 skbmark 0x10/0xff skbprio 1:10 skbqueue 5
ipset add t4 10.0.0.3 skbmark 0x10
for i in 2 3 4; do ipset list t$i; ipset save t$i; done

ipset add t3 10.0.0.4 comment 'a"b'
ipset add t3 10.0.0.4 comment
ipset add t3 10.0.0.2 comment "other" -exist
ipset list t3
