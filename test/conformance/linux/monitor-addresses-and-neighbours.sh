ip link set lo up
ip netns add b
ip link add v0 type veth peer name v1 netns b
ip link set v0 up
ip -n b link set v1 up
ip -n b addr add 10.0.0.2/24 dev v1
sleep 3
ip -4 monitor address > /tmp/addr & P1=$!
ip -4 monitor address label > /tmp/label & P2=$!
ip -4 monitor neigh dev v0 > /tmp/neigh & P3=$!
sleep 1
ip addr add 10.0.0.1/24 dev v0
ip addr add 10.0.0.7/24 brd + dev v0 label v0:x
ip addr add 10.9.0.1 peer 10.9.0.2 dev v0
ip addr del 10.0.0.7/24 dev v0
ip neigh add 10.0.0.9 lladdr 02:00:00:00:00:09 dev v0
ip neigh change 10.0.0.9 lladdr 02:00:00:00:00:0a dev v0
ip neigh del 10.0.0.9 dev v0
ip addr del 10.0.0.1/24 dev v0
sleep 1
kill $P1
kill $P2
kill $P3
cat /tmp/addr
cat /tmp/label
cat /tmp/neigh
