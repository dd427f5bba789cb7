ip link set lo up
for i in 0 1 2; do ip link add v$i type veth peer name w$i; ip link set v$i up; ip link set w$i up; ip addr add 10.$i.0.1/24 dev v$i; done
sysctl -w net.ipv4.fib_multipath_hash_seed=99
ip nexthop add id 1 via 10.0.0.2 dev v0
ip nexthop add id 2 via 10.1.0.2 dev v1
ip nexthop add id 3 via 10.2.0.2 dev v2
ip nexthop add id 10 group 1/2,4/3,2
ip route add 9.0.0.0/8 nhid 10
for i in 1 2 3 4 5 6 7 8 9; do ip route get 9.1.1.$i | head -1; done
ip link set w0 down
ip nexthop
ip route
for i in 1 2 3 4 5 6 7 8 9; do ip route get 9.1.1.$i | head -1; done
ip link set w0 up
ip nexthop
ip link del v1
ip nexthop
ip route
ip addr del 10.2.0.1/24 dev v2
ip nexthop
ip route
ip nexthop replace id 10 group 3
ip route
ip nexthop del id 3
ip nexthop
ip route
ip route add default nhid 5
