ip link set lo up
ip link add v0 type veth peer name v1
ip link set v1 up
ip link set v0 up
sleep 3
ip -4 addr show v0 | head -1
ip -4 monitor route > /tmp/route & P1=$!
ip monitor rule > /tmp/rule & P2=$!
ip -4 monitor rule label > /tmp/rulelabel & P3=$!
ip monitor nexthop > /tmp/nh & P4=$!
sleep 1
ip addr add 10.0.0.1/24 dev v0
ip route add 9.0.0.0/8 via 10.0.0.2
ip route change 9.0.0.0/8 via 10.0.0.3
ip route replace 8.0.0.0/8 via 10.0.0.3 table 7
ip route append 9.0.0.0/8 via 10.0.0.4
ip route del 9.0.0.0/8
ip route add blackhole 7.0.0.0/8
ip rule add from 10.0.0.1 table 7
ip rule add to 10.1.0.1 prohibit
ip rule del from 10.0.0.1
ip rule del from 10.0.0.9
ip nexthop add id 1 via 10.0.0.2 dev v0
ip nexthop replace id 1 via 10.0.0.3 dev v0
ip nexthop add id 2 group 1
ip nexthop del id 1
ip addr del 10.0.0.1/24 dev v0
sleep 1
kill $P1
kill $P2
kill $P3
kill $P4
cat /tmp/route
cat /tmp/rule
cat /tmp/rulelabel
cat /tmp/nh
