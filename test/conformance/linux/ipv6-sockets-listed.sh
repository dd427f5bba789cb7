# Sockets of both families side by side in ss and netstat.
ip netns add red
ip netns add blue
ip link add veth-red netns red type veth peer name veth-blue netns blue
ip -n red link set veth-red address 02:00:00:00:00:01
ip -n blue link set veth-blue address 02:00:00:00:00:02
ip -n red link set lo up
ip -n blue link set lo up
ip -n red link set veth-red up
ip -n blue link set veth-blue up
ip -n red addr add 2001:db8::1/64 dev veth-red nodad
ip -n blue addr add 2001:db8::2/64 dev veth-blue nodad
ip netns exec blue nc -6 -lk 80 > /dev/null 2>&1 &
a=$!
ip netns exec blue nc -lk 81 > /dev/null 2>&1 &
b=$!
ip netns exec blue nc -lk 2001:db8::2 82 > /dev/null 2>&1 &
c=$!
sleep 3
ip netns exec blue ss -tlnH sport = :80
ip netns exec blue ss -tlnH sport = :81
ip netns exec blue ss -tlnH sport = :82
ip netns exec blue ss -tln4
ip netns exec blue ss -tlnH6 sport = :82
ip netns exec blue netstat -tln4
ip netns exec blue netstat -tln6 | grep :82
ip netns exec blue netstat -tln | grep :80
kill $a $b $c
