ip link add v0 type veth peer name v1
ip -4 addrlabel
ip addrlabel show foo
ip addrlabel flush foo
ip addrlabel add foo
ip addrlabel add prefix default label 4
ip addrlabel add prefix :: label 4294967295
ip addrlabel add prefix :: label abc
ip addrlabel add prefix 2001:db8::5/32 label 7 dev nosuch
ip addrlabel add prefix 2001:db8::5/32 label 7 dev v0
ip addrlabel add prefix 2001:db8::5/32 label 8
ip addrlabel add prefix 2001:db8::5/32 label 9 dev v1
ip addrlabel
ip addrlabel del prefix 2001:db8::/32
ip addrlabel del prefix 2001:db8::/32 label 1
ip addrlabel
ip -4 addrlabel add prefix 10.0.0.0/8 label 3
ip addrlabel add prefix ::ffff:1.2.3.4/128 label 3
ip -o addrlabel
ip -6 addrlabel del prefix ::/0 label 3
ip addrlabel add prefix 2001:db8:: label
ip addrlabel add prefix fd00::1/129 label 3
ip addrlabel help
ip ntable help
ip token help
ip token set help
ip token set ::1 ::2 dev v0
ip token
ip token set ::1 dev nosuch
ip token show dev v0
ip token lst
ip token add ::7/64 dev v0
ip token
ip token set abc dev v0
ip token del
ip -4 token
ip link set v0 arp off
ip token set ::1 dev v0
ip token
ip link set v0 arp on
sysctl -w net.ipv6.conf.v0.accept_ra=0
ip token set ::1 dev v0
ip token del dev v0
sysctl -w net.ipv6.conf.v0.accept_ra=1
