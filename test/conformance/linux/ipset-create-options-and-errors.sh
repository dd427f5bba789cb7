# Options of create, and what is said against wrong ones.
ipset create a hash:ip initval 1
ipset create a hash:ip initval 1
ipset create a hash:ip -exist initval 1
ipset create a hash:net -exist initval 1
ipset create a hash:ip maxelem 10 -exist
ipset -N a2 iphash initval 1
ipset create
ipset create x
ipset create x hash
ipset create x hash:foo initval 1
ipset create x hash:ip foo
ipset create x hash:ip maxelem
ipset create x hash:ip maxelem foo
ipset create x hash:ip timeout -1
ipset create x hash:ip timeout 99999999
ipset create x hash:ip hashsize 0 initval 1
ipset create x hash:ip hashsize 100 initval 1
ipset create x1 hash:ip hashsize 100 maxelem 5 initval 1
ipset list x1
ipset create verylongnamethatisreallytoolongforset hash:ip initval 1
ipset create x2 hash:ip netmask 24 initval 1
ipset add x2 10.0.0.1
ipset add x2 10.0.0.99
ipset list x2
ipset create x3 bitmap:ip
ipset create x3 bitmap:ip range 10.0.0.0/8
ipset create x3 bitmap:port
ipset create x3 bitmap:port range 5
ipset create x4 bitmap:ip range 10.0.0.0-10.0.0.10 netmask 30
ipset list x4
