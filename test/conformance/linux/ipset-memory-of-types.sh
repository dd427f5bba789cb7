# The size of empty sets of every type and extension.
for f in inet inet6; do for t in hash:ip hash:net hash:ip,port hash:net,port hash:ip,port,ip hash:ip,port,net hash:net,iface; do ipset create e-$t-$f $t family $f initval 1; ipset list e-$t-$f; done; done

ipset create p1 bitmap:port range 0-65535
ipset create p2 bitmap:ip range 10.0.0.0-10.0.0.63
ipset create p3 bitmap:ip range 10.0.0.0-10.0.0.64
ipset create p4 bitmap:ip range 10.0.0.0/24 timeout 5
ipset create p5 bitmap:ip range 10.0.0.0/24 counters
ipset create p6 bitmap:ip range 10.0.0.0/24 comment
ipset create p7 bitmap:ip range 10.0.0.0/24 skbinfo
ipset create p8 bitmap:ip range 10.0.0.0/24 skbinfo timeout 10 counters comment
ipset create p9 bitmap:ip range 10.0.0.0/16 netmask 24 skbinfo timeout 10 counters comment
ipset create q1 bitmap:ip,mac range 10.0.0.0/24
ipset create q2 bitmap:ip,mac range 10.0.0.0/24 timeout 3
ipset create l1 list:set
ipset create l2 list:set size 20
ipset create l3 list:set timeout 10
ipset create l4 list:set counters
ipset create l5 list:set comment
ipset create l6 list:set skbinfo
ipset list -t
for l in l1 l2 l3 l4 l5 l6; do ipset add $l p1; ipset add $l p2; ipset list -t $l; done
