# The side that closes first keeps the connection in TIME-WAIT; a new one with the same ports may begin all the same.
ip netns add blue
ip link add v0 type veth peer name eth0 netns blue
ip addr add 10.1.0.1/24 dev v0; ip link set v0 up
ip -n blue addr add 10.1.0.2/24 dev eth0; ip -n blue link set eth0 up
ip netns exec blue nc -lkN 80 < /dev/null > /dev/null 2>&1 &
sleep 1
nc -d -p 40000 10.1.0.2 80
sleep 0.5
ip netns exec blue ss -Htan state time-wait
ss -Htan state time-wait
nc -d -v -p 40000 10.1.0.2 80
echo $?
sleep 0.5
ip netns exec blue ss -Htan state time-wait
ip netns exec blue ss -Htanl
