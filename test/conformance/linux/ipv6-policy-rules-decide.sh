ip -6 rule flush
ip -6 rule add pref 32766 lookup main
ip link add v0 type veth peer name v1
ip netns add red
ip link set v1 netns red
ip addr add fd00:1::1/64 dev v0 nodad
ip link set v0 up
ip link set lo up
ip -n red addr add fd00:1::2/64 dev v1 nodad
ip -n red link set v1 up
ip -n red link set lo up
ip -n red route add default via fd00:1::1
ip -6 route add fd00:2::/64 via fd00:1::2 table 100
sleep 3
ip -6 route get fd00:2::5
ip -6 rule add from all to fd00:2::/64 lookup 100
ip -6 route get fd00:2::5
ip -6 route show table 100
ip -6 route show table 555
ip -6 rule add lookup 555 pref 3
ip -6 route show table 555
ip -6 rule del pref 3
ip -6 rule add to fd00:1::2 prohibit pref 10
ping -c1 -W1 fd00:1::2
ip -6 route get fd00:1::2
ip -6 rule del pref 10
ip -6 rule add to fd00:1::2 unreachable pref 10
ping -c1 -W1 fd00:1::2
ip -6 route get fd00:1::2
ip -6 rule del pref 10
ip -6 rule add to fd00:1::2 blackhole pref 10
ping -c1 -W1 fd00:1::2
ip -6 route get fd00:1::2
ip -6 rule flush
ping -c1 -W1 fd00:1::2
ip -6 rule add pref 32766 lookup main suppress_prefixlength 0
ip -6 route add default via fd00:1::2
ip -6 route get fd00:9::1
ip -6 route get fd00:1::9
ip -6 rule add iif v0 lookup 100
ip -6 route get fd00:2::5 from fd00:9::1 iif v0
ip -6 rule add ipproto tcp dport 80 lookup 100
ip -6 route get fd00:2::5 ipproto tcp dport 80
ip -6 route get fd00:2::5 ipproto tcp dport 81
ip -6 rule add tos 0x1 table 9
ip -6 rule del pref 999999
ip -6 rule del table 4444
ip -6 rule add from fd00::/129 table 3
ip -6 rule add from fd00::1/64 table 3
ip -6 rule
ip -6 rule show from fd00::1
ip -6 rule show from fd00::/64
ip -6 rule show table 3
ip -6 rule del from fd00::1/64
