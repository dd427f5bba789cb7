ip link set lo up
for i in 0 1 2; do ip link add v$i type veth peer name w$i; ip link set v$i up; ip link set w$i up; ip addr add 10.$i.0.1/24 dev v$i; done
ip nexthop add id 1 via 10.0.0.2 dev v0
ip nexthop add id 2 via 10.1.0.2 dev v1
ip nexthop add id 3 dev v2
ip nexthop add id 4 blackhole
ip nexthop add via 10.2.0.2 dev v2
ip nexthop add id 10 group 1/2
ip nexthop add id 11 group 1,3/2,5
ip nexthop add id 12 group 1/4
ip nexthop add id 1 via 10.0.0.3 dev v0
ip nexthop replace id 1 via 10.0.0.3 dev v0
ip nexthop show id 1
ip nexthop replace id 20 via 10.0.0.9 dev v0 proto static
ip nexthop show id 20
ip nexthop replace id 1 blackhole
ip nexthop replace id 20 group 1
ip nexthop replace id 10 dev v0
ip nexthop add id 21 via 11.0.0.1 dev v0
ip nexthop add id 21 via 11.0.0.1 dev v0 onlink
ip nexthop add id 22 via 10.0.0.2
ip nexthop add id 22 via 10.0.0.1 dev v0
ip nexthop add id 22 dev nosuch
ip nexthop add id 22
ip nexthop add id 0 dev v0
ip nexthop add id x dev v0
ip nexthop add id 22 blackhole dev v0
ip nexthop add id 22 group
ip nexthop add id 22 group 1,0
ip nexthop add id 22 group 1,257
ip nexthop add id 22 group 1,x
ip nexthop add id 22 group 1/1
ip nexthop add id 22 group 4
ip nexthop add id 23 group 4
ip nexthop add id 22 foo
ip nexthop foo
ip nexthop add
ip nexthop del
ip nexthop del id 77
ip nexthop del 1
ip nexthop help
ip nexthop
ip nexthop flush id 77
ip nexthop flush id 2
ip nexthop del id 0
ip nexthop del id 4 via 1.2.3.4
ip nexthop replace via 10.0.0.2 dev v0
ip nexthop flush proto 4
ip nexthop flush dev v0
ip nexthop flush
ip nexthop flush
ip link set v0 down
ip nexthop add id 1 via 10.0.0.2 dev v0
ip link set v0 up
ip link set w0 down
ip nexthop add id 1 via 10.0.0.2 dev v0
