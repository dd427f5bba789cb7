ip rule add from 10.0.0.0/8 table 100
ip rule add to 10.1.0.0/16 lookup 101 pref 100
ip rule add fwmark 0x10/0xff table 200
ip rule add iif lo table 7
ip rule add tos 0x10 table 8
ip rule add uidrange 1000-2000 table 9
ip rule add ipproto tcp dport 80 table 10
ip rule add ipproto udp sport 1000-2000 table 10
ip rule add not from 7.7.7.0/24 table 70 protocol static
ip rule show table 10
ip rule show fwmark 0x10
ip rule show fwmark 0x10/0xff
ip rule show fwmark 1
ip rule show from 10.0.0.0/8
ip rule show from 10.0.0.0/7
ip rule show from 10.0.0.0/9
ip rule show to 10.1.0.0/16
ip rule show 10.1.0.0/16
ip rule show iif lo
ip rule show pref 0
ip rule show priority 100
ip rule show protocol static
ip rule show dport 80
ip rule show sport 1000-2000
ip rule show ipproto tcp
ip rule show uidrange 1000-2000
ip rule show not
ip rule show tos 0x10
ip rule list lookup main
ip rule flush table 10
ip rule flush protocol static
ip rule
ip rule del pref 100
ip rule del from 10.0.0.0/8
ip rule del from 10.0.0.0/8
ip rule del table 8
ip rule del pref 9999
ip rule del fwmark 0x10
ip rule del iif lo table 7
ip rule
ip rule flush
ip rule
ip route get 127.0.0.1
ip link set lo up
ip route get 127.0.0.1
