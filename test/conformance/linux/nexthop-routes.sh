ip link set lo up
for i in 0 1 2; do ip link add v$i type veth peer name w$i; ip link set v$i up; ip link set w$i up; ip addr add 10.$i.0.1/24 dev v$i; done
sysctl -w net.ipv4.fib_multipath_hash_seed=7
ip nexthop add id 1 via 10.0.0.2 dev v0
ip nexthop add id 2 via 10.1.0.2 dev v1
ip nexthop add id 3 dev v2
ip nexthop add id 4 blackhole
ip nexthop add via 10.2.0.2 dev v2
ip nexthop add id 10 group 1/2
ip nexthop add id 11 group 1,3/2,5
ip route add 9.0.0.0/8 nhid 1
ip route add 8.0.0.0/8 nhid 11
ip route add 7.0.0.0/8 nhid 4
ip route add 6.0.0.0/8 nhid 3
ip route add 5.0.0.0/8 nhid 77
ip route add 5.0.0.0/8 nhid 1 dev v0
ip route add 5.0.0.0/8 nhid 1 via 10.0.0.2
ip route add 5.0.0.0/8 nhid x
ip route
ip -d route
ip -j route
ip -j -p -d route
ip route show nhid 1
ip route get 9.1.1.1
ip route get 8.1.1.1
ip route get 7.1.1.1
ip route get 6.1.1.1
ip route get 6.1.1.1 fibmatch
ip route get 8.1.1.1 fibmatch
ip nexthop replace id 1 via 10.0.0.77 dev v0
ip route
ip nexthop del id 1
ip route
ip nexthop
ip link set v2 down
ip nexthop
ip route
ip nexthop flush
ip nexthop
ip route
