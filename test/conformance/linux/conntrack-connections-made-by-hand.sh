# conntrack makes, changes and deletes connections that no packet began.
conntrack -I -p udp -s 10.0.0.1 -d 10.0.0.2 --sport 5 --dport 6 -t 100
conntrack -I -p udp -s 10.0.0.1 -d 10.0.0.2 --sport 5 --dport 6 -t 100
conntrack -L | sed -E 's/^((ipv[46] +[0-9]+ )?[a-z0-9]+ +[0-9]+) [0-9]+ /\1 T /'
conntrack -L -o extended | sed -E 's/^((ipv[46] +[0-9]+ )?[a-z0-9]+ +[0-9]+) [0-9]+ /\1 T /'
conntrack -C
conntrack -U -f ipv4 -m 9 | sed -E 's/^((ipv[46] +[0-9]+ )?[a-z0-9]+ +[0-9]+) [0-9]+ /\1 T /'
conntrack -U -m 9
conntrack -U -m 10
conntrack -U -f ipv4 -m 3/3 | sed -E 's/^((ipv[46] +[0-9]+ )?[a-z0-9]+ +[0-9]+) [0-9]+ /\1 T /'
conntrack -U -f ipv4 -m 0x10/0xf0 | sed -E 's/^((ipv[46] +[0-9]+ )?[a-z0-9]+ +[0-9]+) [0-9]+ /\1 T /'
conntrack -L -m 27 | sed -E 's/^((ipv[46] +[0-9]+ )?[a-z0-9]+ +[0-9]+) [0-9]+ /\1 T /'
conntrack -L -m 28
conntrack -U -f ipv4 -p tcp -m 1
conntrack -U -f ipv6 -m 1
conntrack -U -f ipv4 -u SEEN_REPLY | sed -E 's/^((ipv[46] +[0-9]+ )?[a-z0-9]+ +[0-9]+) [0-9]+ /\1 T /'
conntrack -U -f ipv4 -u ASSURED | sed -E 's/^((ipv[46] +[0-9]+ )?[a-z0-9]+ +[0-9]+) [0-9]+ /\1 T /'
conntrack -U -s 10.0.0.1 -t 7000
conntrack -U -d 10.0.0.2 -m x | sed -E 's/^((ipv[46] +[0-9]+ )?[a-z0-9]+ +[0-9]+) [0-9]+ /\1 T /'
conntrack -U -p udp --sport 5 -m 2
conntrack -U -f ipv4 -p udp --sport 6 -m 2
conntrack -U -f ipv4 -o extended -m 7 | sed -E 's/^((ipv[46] +[0-9]+ )?[a-z0-9]+ +[0-9]+) [0-9]+ /\1 T /'
conntrack -L -u ASSURED | sed -E 's/^((ipv[46] +[0-9]+ )?[a-z0-9]+ +[0-9]+) [0-9]+ /\1 T /'
conntrack -L -u SRC_NAT
conntrack -G -p udp -s 10.0.0.1 -d 10.0.0.2 --sport 5 --dport 6 | sed -E 's/^((ipv[46] +[0-9]+ )?[a-z0-9]+ +[0-9]+) [0-9]+ /\1 T /'
conntrack -G -p udp -s 10.0.0.1 -d 10.0.0.2 --sport 5 --dport 7
conntrack -D -p udp --dport 7
conntrack -D -p udp --dport 6 | sed -E 's/^((ipv[46] +[0-9]+ )?[a-z0-9]+ +[0-9]+) [0-9]+ /\1 T /'
conntrack -D -p udp
conntrack -L
conntrack -I -p tcp -s 10.0.0.1 -d 10.0.0.2 --sport 5 --dport 6 --state ESTABLISHED -t 100 -u ASSURED,SEEN_REPLY -m 7
conntrack -L -p tcp --state ESTABLISHED | sed -E 's/^((ipv[46] +[0-9]+ )?[a-z0-9]+ +[0-9]+) [0-9]+ /\1 T /'
conntrack -L -p tcp --state TIME_WAIT
conntrack -F
conntrack -I -p icmpv6 -s fd00::1 -d fd00::2 --icmpv6-type 128 --icmpv6-code 0 --icmpv6-id 4 -t 100
conntrack -L -f ipv6 | sed -E 's/^((ipv[46] +[0-9]+ )?[a-z0-9]+ +[0-9]+) [0-9]+ /\1 T /'
conntrack -L -p icmpv6 --icmpv6-id 4 | sed -E 's/^((ipv[46] +[0-9]+ )?[a-z0-9]+ +[0-9]+) [0-9]+ /\1 T /'
conntrack -L -p icmpv6 --icmpv6-id 5
conntrack -L -p icmp
conntrack -L -s fd00::/64 | sed -E 's/^((ipv[46] +[0-9]+ )?[a-z0-9]+ +[0-9]+) [0-9]+ /\1 T /'
conntrack -L -s fd00:1::/64
conntrack -U -s fd00::1 -m 12 | sed -E 's/^((ipv[46] +[0-9]+ )?[a-z0-9]+ +[0-9]+) [0-9]+ /\1 T /'
conntrack -D -d fd00::2 | sed -E 's/^((ipv[46] +[0-9]+ )?[a-z0-9]+ +[0-9]+) [0-9]+ /\1 T /'
conntrack -C
