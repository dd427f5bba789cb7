# What conntrack answers to options that are wrong, missing, or for another command.
conntrack -L -f ipv6 -s 10.0.0.1
conntrack -L -f ipv4 -s fd00::1
conntrack -L -s fd00::1 -d 10.0.0.1
conntrack -L -s fd00::1/129
conntrack -L -s fd00::1/x
conntrack -L -s 10.0.0.0/33
conntrack -L -s xx
conntrack -L -f xx
conntrack -L -p xx
conntrack -L -p icmpv6 --icmp-id 5
conntrack -L -p icmp --icmpv6-id 5
conntrack -L -p icmpv6 --icmpv6-type 128
conntrack -L -p ipv6-icmp
conntrack -L -p 58
conntrack -L -p gre
conntrack -L -o xx
conntrack -L -o timestamp
conntrack -L -o ktimestamp,id
conntrack -L expect
conntrack -L dying
conntrack -L unconfirmed
conntrack -L nothing
conntrack -C expect
conntrack -F expect
conntrack -F -f ipv6
conntrack -C -f ipv6
conntrack -S -f ipv6
conntrack -U
conntrack -U -m 5
conntrack -U expect
conntrack -U -d 10.0.0.2 -m
conntrack -D
conntrack -D -f ipv6
conntrack -D -s fd00::1
conntrack -I
conntrack -I -s 10.0.0.1 -d 10.0.0.2 -t 10
conntrack -I -p tcp -s 10.0.0.1 -d 10.0.0.2 --sport 5 --dport 6
conntrack -I -p tcp -s 10.0.0.1 -d 10.0.0.2 --sport 5 --dport 6 -t 10
conntrack -I -p tcp -s 10.0.0.1 -d 10.0.0.2 --sport 5 --dport 6 -t 10 --state FOO
conntrack -I -p udp -s 10.0.0.1 -d 10.0.0.2 --sport 11 -t 100
conntrack -I -p udp -s 10.0.0.1 --sport 11 --dport 5 -t 100
conntrack -I -p icmp -s 10.0.0.1 -d 10.0.0.2 -t 100
conntrack -I -p icmp -s fd00::1 -d fd00::2 --icmp-type 8 --icmp-code 0 --icmp-id 4 -t 100
conntrack -E -L
conntrack -L -D
conntrack -S
