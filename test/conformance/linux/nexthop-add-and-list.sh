ip nexthop
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
ip nexthop add id 13 group 10/1
ip nexthop add id 14 group 99
ip nexthop
ip nexthop show
ip nexthop list id 1
ip -d nexthop
ip -j nexthop
ip -j -p nexthop
ip -d -j nexthop
ip -o nexthop
ip -s nexthop
ip nexthop get id 10
ip nexthop get id 77
ip nexthop get
ip nexthop get 1
ip nexthop show groups
ip nexthop show dev v0
ip nexthop show dev nosuch
ip nexthop show master v0
ip nexthop show vrf v0
ip nexthop show fdb
ip nexthop show proto static
ip nexthop show id 1 dev v0
ip nexthop show foo
