ip rule add
ip rule del
ip rule add foo
ip rule add from
ip rule add from foo
ip rule foo
ip rule help
ip rule show foo
ip rule show pref x
ip rule show table nosuch
ip rule show protocol nosuch
ip rule add from 10.0.0.1 table nosuch
ip rule add from 10.0.0.1 pref nosuch
ip rule add fwmark x
ip rule add fwmark 1/x
ip rule add tos zz
ip rule add dsfield EF table 8
ip rule add tos 0x03 table 5
ip rule add uidrange 5
ip rule add uidrange 5-3 table 3
ip rule add uidrange 0-4294967295 table 3
ip rule add sport 5-3 table 3
ip rule add dport 65535 table 3
ip rule add dport 0 table 3
ip rule add dport x table 3
ip rule add ipproto nosuch
ip rule add ipproto 256 table 5
ip rule add suppress_prefixlength x
ip rule add suppress_ifgroup x
ip rule add protocol nosuch table 4
ip rule add goto x
ip rule add goto 5 pref 6
ip rule add type local table 5
ip rule add nat 1.2.3.4 from 5.6.7.8
ip rule add l3mdev table 5
ip rule add from 10.0.0.1/33 table 5
ip rule add 10.5.5.5 table 5
ip rule add pref 4294967296 table 5
ip rule add from 2001:db8::1 table 5
ip rule add from 1.1.1.1 to 2001:db8::1 table 5
ip rule add iif eth0123456789012345 table 5
ip rule add oif a/b table 5
ip rule add from 10.0.0.0/8 table 5
ip rule add from 10.0.0.0/8 table 5 pref 32764
ip rule add from 10.0.0.0/8 table 5 pref 32764
ip rule delete not from 1.1.1.1
ip rule del goto 4
ip rule
