ip link set lo up
for i in 0 1 2; do ip link add v$i type veth peer name w$i; ip link set v$i up; ip link set w$i up; ip addr add 10.$i.0.1/24 dev v$i; done
sysctl -w net.ipv4.fib_multipath_hash_seed=12345
ip route add 9.0.0.0/8 nexthop via 10.0.0.2 weight 1 nexthop via 10.1.0.2 weight 1 nexthop via 10.2.0.2 weight 2
ip link set v1 down
ip route
for i in 1 2 3 4 5 6 7 8 9 10 11 12; do ip route get 9.1.1.$i | head -1; done
ip link set v1 up
ip link set w0 down
ip route
for i in 1 2 3 4 5 6 7 8 9 10 11 12; do ip route get 9.1.1.$i | head -1; done
sysctl -w net.ipv4.conf.all.ignore_routes_with_linkdown=1
ip route
for i in 1 2 3 4 5 6 7 8 9 10 11 12; do ip route get 9.1.1.$i | head -1; done
ip link set w0 up
ip link set w0 down
ip route
for i in 1 2 3 4 5 6 7 8 9 10 11 12; do ip route get 9.1.1.$i | head -1; done
ip link set w0 up
for i in 1 2 3 4 5 6 7 8 9 10 11 12; do ip route get 9.1.1.$i | head -1; done
ip link del v0
ip route
ip link del v1
ip route
ip link del v2
ip route
