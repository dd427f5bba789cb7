# Sets of IPv6 addresses and networks.
ipset create s hash:ip family inet6 initval 9
ipset add s fe80::1
ipset add s 2001:db8::/127
ipset add s 2001:db8::1-2001:db8::5
ipset add s 10.0.0.1
ipset list s
ipset create s2 hash:net family inet6 initval 9
ipset add s2 2001:db8::/32
ipset add s2 2001:db8::/0
ipset add s2 ::1
ipset list s2
ipset test s2 2001:db8::5
ipset create s3 hash:ip,port family inet6 initval 9
ipset add s3 2001:db8::1,80-82
ipset add s3 2001:db8::1,icmpv6:echo-request
ipset add s3 2001:db8::1,icmp:echo-request
ipset add s3 2001:db8::1,58:1/2
ipset add s3 2001:db8::1,47:0
ipset add s3 2001:db8::1,47:5
ipset add s3 2001:db8::1,sctp:5
ipset list s3
