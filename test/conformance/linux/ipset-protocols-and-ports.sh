# Protocols and ports of an element, and what is no port.
ipset create y6 hash:ip,port initval 1
ipset add y6 10.0.0.1
ipset add y6 10.0.0.1,80,90
ipset add y6 10.0.0.1,foo
ipset add y6 10.0.0.1,foo:80
ipset add y6 10.0.0.1,99999
ipset add y6 10.0.0.1,udp:domain
ipset add y6 10.0.0.1,tcp:ssh-http
ipset add y6 10.0.0.0/30,80
ipset add y6 10.0.0.0-10.0.0.3,udp:1-2
ipset add y6 10.0.0.1,icmp:3/1
ipset add y6 10.0.0.1,icmp:foo
ipset add y6 10.0.0.1,0
ipset add y6 10.0.0.1,tcp:
ipset add y6 10.0.0.1,:80
ipset test y6 10.0.0.1,80
ipset test y6 10.0.0.1,80-81
ipset test y6 10.0.0.0-10.0.0.3,80
ipset test y6 10.0.0.1,tcp:81
ipset list y6 -s
