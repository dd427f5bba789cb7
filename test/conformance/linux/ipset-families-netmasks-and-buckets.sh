# family, netmask, bitmask, bucketsize and initval.
ipset create y hash:ip hashsize 1 family inet initval 1
ipset create y2 hash:ip family foo
ipset create y2 hash:ip family inet family inet6
ipset create y2 hash:ip netmask 33
ipset create y2 hash:ip netmask 0
ipset create y2 hash:ip -6 netmask 64
ipset create y2a hash:ip bitmask 255.0.255.0 initval 1
ipset list y2a
ipset create y3 hash:net maxelem 5 maxelem 6 initval 1
ipset create y3 hash:net bucketsize 4 initval 1
ipset list y3
ipset create y4 hash:net bucketsize 1 initval 0x10
ipset list y4
ipset create y5 hash:net bucketsize 100 initval 010
ipset list y5
ipset add y5 10.0.0.0/8 comment foo
ipset add y5 10.0.0.0/8 nomatch nomatch
ipset add y5 10.0.0.0/8 timeout foo
ipset add y5 10.0.0.0
ipset add y5 localhost
ipset add y5 10.0.0
ipset list y5
