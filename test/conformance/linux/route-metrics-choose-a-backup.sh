# Two default routes, one of them a reserve.
ip link add eth0 type veth peer name p0; ip link set eth0 up; ip link set p0 up
ip link add eth1 type veth peer name p1; ip link set eth1 up; ip link set p1 up
ip addr add 10.0.0.1/24 dev eth0
ip addr add 10.0.1.1/24 dev eth1
ip route add default via 10.0.0.254 metric 100
ip route add default via 10.0.1.254 metric 200
ip route add default via 10.0.1.254 metric 200
ip route
ip route get 8.8.8.8
ip link set p0 down
ip route
ip route get 8.8.8.8
sysctl -w net.ipv4.conf.all.ignore_routes_with_linkdown=1
ip route get 8.8.8.8
ip route
ip link set p0 up
ip link set eth0 down
ip route
ip route get 8.8.8.8
ip link set eth0 up
ip route
ip route del default metric 200
ip route del default metric 300
ip route change default via 10.0.1.254
ip route replace default via 10.0.1.254
ip route
route -n
