# hash:net,iface, hash:net,port and the three-part types.
ipset create a hash:ip initval 1
ipset create b hash:net initval 1
ipset create c hash:ip initval 1
ipset create ni hash:net,iface initval 3
ipset add ni 10.0.0.0/8,eth0
ipset add ni 10.0.0.0/8,eth1
ipset add ni 0.0.0.0/0,eth1
ipset add ni 10.0.0.1,physdev:eth2
ipset add ni 10.0.0.1,averyveryverylongname
ipset add ni 10.0.0.1
ipset add ni 10.0.0.0/8,eth2 wildcard
ipset test ni 10.0.0.1,eth1
ipset test ni 10.0.0.1,eth7
ipset list ni
ipset create pn hash:ip,port,net initval 4
ipset add pn 10.0.0.1,80,10.1.0.0/16
ipset add pn 10.0.0.1,80,10.1.2.0/24 nomatch
ipset add pn 10.0.0.1,80
ipset add pn 10.0.0.1,80,0.0.0.0/0
ipset add pn 10.0.0.1,udp:53,10.2.0.0-10.2.0.5
ipset test pn 10.0.0.1,80,10.1.1.1
ipset test pn 10.0.0.1,80,10.1.2.1
ipset list pn
ipset create np hash:net,port initval 4
ipset add np 10.0.0.0/24,80
ipset add np 10.0.0.0-10.0.0.100,udp:53
ipset test np 10.0.0.5,80
ipset test np 10.0.0.5,tcp:81
ipset list np
ipset create ipi hash:ip,port,ip initval 4
ipset add ipi 10.0.0.1,80,10.0.0.2
ipset add ipi 10.0.0.0/30,80-81,10.0.0.2
ipset add ipi 10.0.0.1,80,10.0.0.2/24
ipset list ipi
ipset swap a b
ipset swap a c
