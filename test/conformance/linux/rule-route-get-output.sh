ip link set lo up
ip link add v0 type veth peer name v1
ip link add v2 type veth peer name v3
ip link set v0 up; ip link set v1 up; ip link set v2 up; ip link set v3 up
ip addr add 10.0.0.1/24 dev v0
ip addr add 10.0.0.5/24 dev v0
ip addr add 10.1.0.1/24 dev v2
ip route add default via 10.0.0.254
ip route get 8.8.8.8
ip route get 10.0.0.1
ip route add default via 10.1.0.254 table 100
ip rule add from 10.1.0.1 table 100
ip route get 8.8.8.8
ip route get 10.0.0.1
ip route get 8.8.8.8 from 10.1.0.1
ip route get 8.8.8.8 from 10.0.0.1
ip route get 8.8.8.8 from 10.0.0.77
ip rule add fwmark 7 table 100
ip route get 8.8.8.8 mark 7
ip route get 8.8.8.8 mark 0x17
ip rule add tos 0x10 table 100
ip route get 8.8.8.8 tos 0x10
ip rule add ipproto tcp dport 80 table 100
ip route get 8.8.8.8 ipproto tcp dport 80
ip route get 8.8.8.8 ipproto tcp dport 81
ip route get 8.8.8.8 ipproto udp dport 80
ip route get 8.8.8.8 ipproto tcp sport 5 dport 80
ip route get 8.8.8.8 dport 80
ip route get 8.8.8.8 ipproto icmp
ip route get 8.8.8.8 ipproto 6
ip route get 8.8.8.8 ipproto ospf
ip route get 8.8.8.8 ipproto xx
ip rule add uidrange 1000-1010 table 100
ip route get 8.8.8.8 uid 1005
ip rule add oif v2 table 100
ip route get 8.8.8.8 oif v2
ip route get 8.8.8.8 dev v2
ip route get 8.8.8.8 dev v0
ip route get 9.9.9.9 dev v3
ip rule add to 9.0.0.0/8 prohibit
ip route get 9.9.9.9
ip rule add to 7.0.0.0/8 unreachable
ip route get 7.9.9.9
ip rule add to 6.0.0.0/8 blackhole
ip route get 6.9.9.9
ip rule add to 5.0.0.0/8 goto 32767
ip route get 5.9.9.9
ip rule add to 4.0.0.0/8 table main suppress_prefixlength 0
ip route get 4.4.4.4
ip rule add not to 10.0.0.0/8 table 55
ip route add 3.0.0.0/8 via 10.1.0.77 table 55
ip route get 3.3.3.3
ip route get 3.3.3.3 fibmatch
ip -d route get 3.3.3.3
ip -j route get 3.3.3.3
ip route get 10.0.0.1 fibmatch
ip route get 10.0.0.255
ip route get 255.255.255.255
ip route get 127.0.0.1
ip route get 224.0.0.1
