ip rule add table 0 pref 5
ip rule add table 0 pref 6
ip rule add pref 7
ip rule add not fwmark 1 table 5 pref 77
ip rule add fwmark 1 table 5 pref 77
ip rule add table 5 pref 77
ip rule add table 5 pref 77 proto 3
ip rule add pref 100 type 99
ip rule add pref 101 goto 200 table 5
ip rule add pref 102 nop table 5
ip rule add pref 103 blackhole table 5
ip rule add pref 104 suppress_prefixlength 33 table 5
ip rule add pref 105 suppress_prefixlength 32 blackhole
ip rule add pref 106 ipproto 0 table 5
ip rule add pref 108 realms 5 table 6
ip rule add pref 108 realms 0x10005 table 7
ip rule add pref 109 table 300
ip rule add pref 110 table 4294967295
ip rule add pref 111 fwmark 0 table 4
ip rule add pref 112 fwmark 0/0xff table 4
ip rule add pref 113 from 10.0.0.0/0 table 4
ip rule add pref 114 from 0.0.0.0 table 4
ip rule add pref 115 from 0/0 to default table 4
ip rule add pref 116 dev lo table 4
ip rule add pref 117 broadcast
ip rule add pref 118 throw
ip rule add pref 119 goto 500 local
ip rule add pref 120 unicast
ip rule add pref 500 table 9
ip rule
ip -j rule
ip rule del pref 500
ip rule show pref 119
ip rule show from 0/0
ip rule show tos 0
ip rule del pref 0
ip rule
ip rule flush
ip rule
ip rule add from 1.2.3.4 table local
ip rule
ip rule add iif vv table 4
ip rule show iif vv
ip link add vv type veth peer name ww
ip rule show iif vv
ip link set vv name xx
ip rule show iif vv
