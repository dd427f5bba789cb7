# A line from here to there, and one back.
ip netns add peer
ip link add eth0 type veth peer name eth0 netns peer
ip addr add 10.0.0.1/24 dev eth0
ip link set eth0 up
ip -n peer addr add 10.0.0.2/24 dev eth0
ip -n peer link set eth0 up
ip netns exec peer nc -l 9000 > /tmp/got &
sleep 0.2
echo hello | nc -N 10.0.0.2 9000
wait
cat /tmp/got
nc -zv 10.0.0.2 9000
ip netns exec peer nc -l 10.0.0.9 9000
ip -n peer link set eth0 down
nc -zv -w 1 10.0.0.2 9000
