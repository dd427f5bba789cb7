ip -6 rule
ip -6 rule add from fd00:1::/64 table 100
ip -6 rule add to fd00:2::1 lookup 200 pref 1000
ip -6 rule
ip -6 -d rule
ip -6 -j rule
ip -6 rule add from 10.0.0.0/8 table 100
ip rule add from fd00::/64 table 5
ip -6 rule
ip rule
ip -6 rule del from fd00::/64
ip -6 rule add iif eth9 lookup main
ip -6 rule add fwmark 1 lookup 7
ip -6 rule add blackhole to fd00:9::/64
ip -6 rule add unreachable to fd00:a::/64
ip -6 rule add prohibit to fd00:b::/64
ip -6 rule add pref 50 goto 1000
ip -6 rule add tos 0x10 lookup 8
ip -6 rule add dsfield 0x20 lookup 8
ip -6 rule add tos 0x04 table 9
ip -6 rule add sport 80 table 9
ip -6 rule add table 0
ip -6 rule add not from fd00::/8 table 12
ip -6 rule
ip -6 rule flush
ip -6 rule
ip -6 rule add lookup main
ip -6 rule
ip -6 rule add lookup main realms 3
ip -6 rule add from all
ip -6 rule add
ip -6 rule list table 100
