# Which of several routes a packet takes.
ip link add eth0 type veth peer name p0; ip link set eth0 up; ip link set p0 up
ip link add eth1 type veth peer name p1; ip link set eth1 up; ip link set p1 up
ip addr add 10.0.0.1/24 dev eth0
ip addr add 10.0.1.1/24 dev eth1
ip route add 10.0.0.0/8 via 10.0.0.2
ip route add 10.5.0.0/16 via 10.0.1.2
ip route add 10.5.5.0/24 dev eth0
ip route add 10.5.5.5 via 10.0.1.3
ip route add default via 10.0.0.254
ip route add unreachable 10.6.0.0/16
ip route add blackhole 10.7.0.0/16
ip route add prohibit 10.8.0.0/16
ip route add throw 10.9.0.0/16
for d in 10.1.1.1 10.5.1.1 10.5.5.1 10.5.5.5 8.8.8.8 10.0.1.7 10.0.0.1 10.6.1.1 10.7.1.1 10.8.1.1 10.9.1.1; do echo "$d: $(ip route get $d 2>&1 | head -1)"; done
ip route show match 10.5.5.5
ip route show exact 10.5.0.0/16
ip route show root 10.5.0.0/16
ip route show 10.5.0.0/16
ip route show to match 10.5.5.5
ip route show via 10.0.1.2
ip route show dev eth1
ip route show type unreachable
ip route show default
ip route get 10.5.5.5 from 10.0.0.1
ip route get 10.5.5.5 oif eth0
ip link set eth1 down
ip route
ip route get 10.5.1.1
