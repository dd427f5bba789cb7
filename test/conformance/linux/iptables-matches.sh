# -m: every match, listed in three ways, then mistakes.
iptables -A INPUT -p tcp -m multiport --dports 80,443,1000:2000 -j ACCEPT
iptables -A INPUT -p udp -m multiport ! --sports 53,123
iptables -A INPUT -p tcp -m multiport --ports http,https
iptables -A INPUT -p tcp -m multiport --dport 80
iptables -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
iptables -A INPUT -m conntrack ! --ctstate INVALID,new
iptables -A INPUT -m conntrack --ctstate DNAT --ctdir ORIGINAL --ctorigdst 10.0.0.0/8 ! --ctorigsrc 1.2.3.4
iptables -A INPUT -m conntrack --ctproto tcp --ctorigdstport 80:90 --ctstatus ASSURED,SEEN_REPLY --ctexpire 10:20
iptables -A INPUT -m conntrack --ctreplsrc 1.1.1.1 --ctrepldst 2.2.2.2 --ctreplsrcport 1 --ctrepldstport 2 --ctorigsrcport 3 --ctstatus NONE --ctexpire 5 --ctdir reply
iptables -A INPUT -m state --state NEW,ESTABLISHED -j ACCEPT
iptables -A INPUT -m state ! --state INVALID
iptables -A INPUT -m comment --comment "hello \"you\" there" -j ACCEPT
iptables -A INPUT -m comment --comment word
iptables -A INPUT -m mark --mark 0x1/0x3
iptables -A INPUT -m mark ! --mark 10
iptables -A INPUT -m connmark --mark 1
iptables -A INPUT -m connmark ! --mark 0x1/0x3
iptables -A INPUT -m addrtype --dst-type LOCAL,BROADCAST
iptables -A INPUT -m addrtype ! --src-type UNICAST --limit-iface-in
iptables -A INPUT -m statistic --mode random --probability 0.3333
iptables -A INPUT -m statistic --mode random ! --probability 0.5
iptables -A INPUT -m statistic --mode nth --every 3 --packet 0
iptables -A INPUT -m statistic --mode nth --every 3 --packet 1
iptables -A INPUT -m mac --mac-source 00:11:22:aa:BB:cc
iptables -A INPUT -m mac ! --mac-source 00:11:22:33:44:55
iptables -A INPUT -m iprange --src-range 10.0.0.1-10.0.0.9
iptables -A INPUT -m iprange ! --dst-range 10.0.0.1 --src-range 1.1.1.1-2.2.2.2
iptables -A INPUT -m iprange --src-range 10.0.0.9-10.0.0.1
iptables -A INPUT -m limit
iptables -A INPUT -m limit --limit 5/min
iptables -A INPUT -m limit --limit 7/m --limit-burst 10
iptables -A INPUT -m limit --limit 10
iptables -A INPUT -m limit --limit 100/hour
iptables -A INPUT -m limit --limit 3/day
iptables -A FORWARD -m physdev --physdev-in eth0 ! --physdev-out vet+ --physdev-is-bridged
iptables -A FORWARD -m physdev ! --physdev-is-in
iptables -A INPUT -p tcp -m comment --comment x --dport 80 -m conntrack --ctstate NEW -m comment --comment y -j ACCEPT
iptables -S
iptables -L
iptables -nL
iptables -D INPUT -p tcp -m multiport --dports http,https,1000:2000 -j ACCEPT
iptables -D INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
iptables -C INPUT -m limit --limit 5/minute
iptables -F
iptables -m foo
iptables -A INPUT -m foo
iptables -A INPUT ! -m mark --mark 1
iptables -A INPUT -m multiport --dports 80
iptables -A INPUT -p icmp -m multiport --dports 80
iptables -A INPUT ! -p tcp -m multiport --dports 80
iptables -A INPUT -p tcp -m multiport
iptables -A INPUT -p tcp -m multiport --dports 80 --sports 90
iptables -A INPUT -p tcp -m multiport --dports 80 --dports 90
iptables -A INPUT -p tcp -m multiport --dports 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16
iptables -A INPUT -p tcp -m multiport --dports 90:80
iptables -A INPUT -p tcp -m multiport --dports 80,x
iptables -A INPUT -m conntrack
iptables -A INPUT -m conntrack --ctstate FOO
iptables -A INPUT -m conntrack --ctstate NEW,
iptables -A INPUT -m conntrack --ctstate NEW --ctstate INVALID
iptables -A INPUT -m conntrack --ctdir SIDEWAYS
iptables -A INPUT -m conntrack ! --ctdir REPLY
iptables -A INPUT -m conntrack --ctstatus FOO
iptables -A INPUT -m state
iptables -A INPUT -m state --state FOO
iptables -A INPUT -m state --state NEW,
iptables -A INPUT -m state --state SNAT
iptables -A INPUT -m comment
iptables -A INPUT -m comment ! --comment x
iptables -A INPUT -m mark --mark x
iptables -A INPUT -m mark --mark 1x
iptables -A INPUT -m mark --mark 1/x
iptables -A INPUT -m mark --mark 0x100000000
iptables -A INPUT -m mark
iptables -A INPUT -m addrtype
iptables -A INPUT -m addrtype --src-type FOO
iptables -A INPUT -m addrtype --src-type LOCAL,FOO
iptables -A INPUT -m addrtype --limit-iface-in
iptables -A INPUT -m addrtype --dst-type LOCAL --limit-iface-in --limit-iface-out
iptables -A INPUT -m addrtype --dst-type LOCAL --limit-iface-out
iptables -A OUTPUT -m addrtype --dst-type LOCAL --limit-iface-in
iptables -A INPUT -m statistic
iptables -A INPUT -m statistic --mode foo
iptables -A INPUT -m statistic --mode random
iptables -A INPUT -m statistic --mode nth
iptables -A INPUT -m statistic --mode nth --every 3
iptables -A INPUT -m statistic --mode nth --every 0 --packet 0
iptables -A INPUT -m statistic --mode nth --every 3 --packet 3
iptables -A INPUT -m statistic --mode random --probability 2
iptables -A INPUT -m statistic --mode random --probability x
iptables -A INPUT -m statistic --mode random --probability 0.5 --every 3
iptables -A INPUT -m mac
iptables -A INPUT -m mac --mac-source 1:2:3
iptables -A OUTPUT -m mac --mac-source 00:11:22:33:44:55
iptables -A INPUT -m iprange
iptables -A INPUT -m iprange --src-range x
iptables -A INPUT -m iprange --src-range 1.1.1.1-x
iptables -A INPUT -m limit --limit x
iptables -A INPUT -m limit --limit 5/fortnight
iptables -A INPUT -m limit --limit 100000/sec
iptables -A INPUT -m limit ! --limit 5/sec
iptables -A INPUT -m limit --limit-burst x
iptables -A INPUT -m limit --limit-burst 10001
iptables -A INPUT -m physdev
iptables -A INPUT -m physdev --physdev-in abcdefghijklmnop
iptables -S
