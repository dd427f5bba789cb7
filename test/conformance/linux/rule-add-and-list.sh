ip rule
ip rule add from 10.0.0.0/8 table 100
ip rule add to 10.1.0.0/16 lookup 101 pref 100
ip rule add fwmark 1 table 200
ip rule add fwmark 0x10/0xff table 200 priority 50
ip rule add iif lo table 7
ip rule add iif nosuch table 7
ip rule add oif nosuch table 7
ip rule add tos 0x10 table 8
ip rule add uidrange 1000-2000 table 9
ip rule add ipproto tcp dport 80 table 10
ip rule add ipproto 17 sport 1000-2000 dport 53 table 10
ip rule add ipproto ospf table 10
ip rule add blackhole from 1.2.3.4
ip rule add unreachable to 1.2.3.4
ip rule add from 9.9.9.9 prohibit
ip rule add goto 32766 from 8.8.8.8
ip rule add goto 40000 from 8.8.8.8 pref 300
ip rule add nop pref 301
ip rule add not from 7.7.7.0/24 table 70 pref 302
ip rule add table main suppress_prefixlength 0 pref 303
ip rule add table main suppress_ifgroup default pref 304
ip rule add table main suppress_ifgroup 7 pref 305
ip rule add table main protocol static pref 306
ip rule add l3mdev pref 307
ip rule add from all realms 1/2 table 5
ip rule
ip -d rule
ip -j rule
ip -j -p -d rule show table 200
ip -N rule
ip -o rule
ip -4 rule list
ip -6 rule
ip ru
ip rule l
