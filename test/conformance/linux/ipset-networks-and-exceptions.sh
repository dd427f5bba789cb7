# Networks from ranges, and exceptions with nomatch.
ipset create n hash:net initval 5
ipset add n 10.0.0.0-10.0.0.10
ipset add n 172.16.5.9/12
ipset add n 192.168.1.1/32
ipset add n 1.2.3.4
ipset add n 10.0.0.128/25 nomatch
ipset list n
ipset del n 10.0.0.0-10.0.0.7
ipset test n 172.16.0.0/12
ipset test n 172.17.0.0/16
ipset test n 172.17.0.1
ipset test n 10.0.0.129
ipset test n 10.0.0.129 nomatch
ipset test n 10.0.0.128/25
ipset test n 10.0.0.128/25 nomatch
ipset test n 172.16.0.0/12 nomatch
