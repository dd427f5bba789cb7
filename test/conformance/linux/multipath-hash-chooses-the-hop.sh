ip link set lo up
for i in 0 1 2; do ip link add v$i type veth peer name w$i; ip link set v$i up; ip link set w$i up; ip addr add 10.$i.0.1/24 dev v$i; done
sysctl -w net.ipv4.fib_multipath_hash_seed=12345
ip route add 9.0.0.0/8 nexthop via 10.0.0.2 weight 1 nexthop via 10.1.0.2 weight 1 nexthop via 10.2.0.2 weight 2
ip route
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do ip route get 9.1.1.$i | head -1; done
for i in 1 2 3 4 5 6 7 8; do ip route get 9.1.1.$i from 10.0.0.1 | head -1; done
for i in 1 2 3 4 5 6 7 8; do ip route get 9.1.1.$i from 10.2.0.1 | head -1; done
for i in 1 2 3 4; do ip route get 9.1.1.$i oif v2 | head -1; done
for i in 1 2 3 4 5 6 7 8; do ip route get 9.1.1.1 ipproto tcp sport $i dport 80 | head -1; done
sysctl -w net.ipv4.fib_multipath_hash_policy=1
for i in 1 2 3 4 5 6 7 8; do ip route get 9.1.1.1 ipproto tcp sport $i dport 80 | head -1; done
for i in 1 2 3 4 5 6 7 8; do ip route get 9.1.1.1 ipproto udp sport $i dport 80 | head -1; done
for i in 1 2 3 4 5 6 7 8; do ip route get 9.1.1.$i | head -1; done
for i in 1 2 3 4 5 6 7 8; do ip route get 9.1.1.$i ipproto icmp | head -1; done
sysctl -w net.ipv4.ip_forward=1
for i in 1 2 3 4 5 6 7 8; do ip route get 9.1.1.$i from 10.0.0.9 iif v0 | head -1; done
for i in 1 2 3 4 5 6 7 8; do ip route get 9.1.1.1 from 10.0.0.9 iif v0 ipproto udp sport 5000 dport $i | head -1; done
sysctl -w net.ipv4.fib_multipath_hash_policy=0
for i in 1 2 3 4 5 6 7 8; do ip route get 9.1.1.1 from 10.0.0.9 iif v0 ipproto udp sport 5000 dport $i | head -1; done
for i in 1 2 3 4 5 6 7 8; do ip route get 9.1.1.$i from 10.0.0.9 iif v0 | head -1; done
sysctl -w net.ipv4.fib_multipath_hash_policy=2
for i in 1 2 3 4 5 6 7 8; do ip route get 9.1.1.$i | head -1; done
sysctl -w net.ipv4.fib_multipath_hash_policy=4
sysctl -w net.ipv4.fib_multipath_hash_seed=1
for i in 1 2 3 4 5 6 7 8; do ip route get 9.1.1.$i | head -1; done
ip route get 9.1.1.1 fibmatch
ip -d route get 9.1.1.1 fibmatch
ip -j route get 9.1.1.1 fibmatch
