ip link set lo up
ip link add v0 type veth peer name v1
ip link set v0 up
ip link set v1 up
ip addr add 10.0.0.1/24 dev v0
ip route add 9.0.0.0/8 via 10.0.0.2 realms 5
ip route add 8.0.0.0/8 via 10.0.0.2 realms 3/5
ip route add 7.0.0.0/8 via 10.0.0.2 realm cosmos
ip route add 6.0.0.0/8 via 10.0.0.2 realms x
ip route
ip -j route
ip route get 9.1.1.1
ip route get 8.1.1.1
ip route del 9.0.0.0/8 realms 6
ip route del 9.0.0.0/8 realms 5
ip route append 8.0.0.0/8 via 10.0.0.2 realms 4
ip route
ip rule add from 10.0.0.1 realms 4/6
ip rule
