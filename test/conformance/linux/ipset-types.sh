# Every hash type this kernel has: what is added, how it is listed and saved.
ipset create a hash:ip initval 1
ipset add a 10.0.0.1
ipset add a 10.0.0.2
ipset add a 10.0.0.1
ipset list
ipset list a
ipset list -n
ipset list -t
ipset -L
ipset create b hash:net initval 1
ipset add b 10.0.0.0/8
ipset add b 192.168.1.5
ipset add b 0.0.0.0/0
ipset add b 10.1.0.0/16 nomatch
ipset test b 10.1.2.3
ipset test b 10.2.2.3
ipset test a 10.0.0.9
ipset list b
ipset create c hash:ip,port initval 1
ipset add c 10.0.0.1,80
ipset add c 10.0.0.1,udp:53
ipset add c 10.0.0.1,tcp:80-82
ipset add c 10.0.0.1,icmp:echo-request
ipset add c 10.0.0.1,http
ipset list c
ipset create d hash:net,port initval 1
ipset add d 10.0.0.0/24,80
ipset list d
ipset create e hash:ip,port,ip initval 1
ipset add e 10.0.0.1,80,10.0.0.2
ipset list e
ipset create f hash:ip,port,net initval 1
ipset add f 10.0.0.1,80,10.0.0.0/24
ipset list f
ipset add g 01:02:03:04:05:06
ipset list g
ipset add h 10.0.0.1,0x5
ipset add h 10.0.0.1,6
ipset list h
ipset create i hash:net,iface initval 1
ipset add i 10.0.0.0/24,eth0
ipset add i 10.0.0.0/24,physdev:eth1
ipset list i
ipset create j bitmap:port range 0-1000
ipset add j 80
ipset add j tcp:81-83
ipset list j
ipset create k bitmap:ip range 192.168.0.0/24
ipset add k 192.168.0.5
ipset add k 192.168.1.5
ipset list k
ipset create l list:set
ipset add l a
ipset add l b
ipset add l nosuch
ipset list l
ipset add m 10.0.0.0/8,192.168.0.0/16
ipset list m
ipset add n 10.0.0.0/8,80,192.168.0.0/16
ipset list n
ipset add o 10.0.0.1,01:02:03:04:05:06
ipset list o
ipset create p bitmap:ip,mac range 192.168.0.0/24
ipset add p 192.168.0.5,01:02:03:04:05:06
ipset add p 192.168.0.6
ipset list p
ipset save
ipset list -n
