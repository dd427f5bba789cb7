ip link set lo up
ip link add v0 type veth peer name v1
ip link add v2 type veth peer name v3
ip link set v0 up; ip link set v1 up; ip link set v2 up; ip link set v3 up
ip addr add 10.0.0.1/24 dev v0
ip addr add 10.0.0.5/24 dev v0
ip addr add 10.1.0.1/24 dev v2
ip route add default via 10.0.0.254
ip route add default via 10.1.0.254 table 100
ip route add 3.0.0.0/8 via 10.1.0.77 table 55
ip rule add fwmark 7 table 100
ip rule add ipproto tcp dport 80 table 100
ip rule add to 9.0.0.0/8 prohibit
ip rule add to 7.0.0.0/8 unreachable
ip rule add to 6.0.0.0/8 blackhole
sysctl -w net.ipv4.ip_forward=1
sysctl -w net.ipv4.conf.v0.rp_filter=0
ip route get 8.8.8.8 from 10.0.0.9 iif v0
ip route get 8.8.8.8 from 10.1.0.9 iif v2
ip rule add iif v2 table 55
ip route get 3.3.3.3 from 10.1.0.9 iif v2
ip route get 3.3.3.3 from 10.1.0.9 iif v2 mark 7
ip route get 9.3.3.3 from 10.1.0.9 iif v2
ip route get 7.3.3.3 from 10.1.0.9 iif v2
ip route get 6.3.3.3 from 10.1.0.9 iif v2
ip route get 10.0.0.1 from 10.1.0.9 iif v2
ip route get 8.8.8.8 from 10.1.0.9 iif v2 ipproto tcp dport 80
ip route get 8.8.8.8 from 10.1.0.9 iif v2 ipproto tcp sport 80
ip route get 8.8.8.8 iif v2
ip route get 8.8.8.8 from 8.8.4.4 iif v2
ip route get 8.8.8.8 iif lo
ip route get 8.8.8.8 from 10.1.0.1 iif lo
