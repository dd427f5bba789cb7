ip link add br0 type bridge
ip link set br0 up
for n in a b c; do ip netns add $n; ip link add v-$n type veth peer name eth0 netns $n; ip link set v-$n master br0 up; ip -n $n link set lo up; done
ip -n a link set eth0 address 02:00:00:00:00:0a up
ip -n b link set eth0 address 02:00:00:00:00:0b up
ip -n c link set eth0 address 02:00:00:00:00:0c up
ip -n a addr add 10.0.0.1/24 dev eth0
ip -n b addr add 10.0.0.2/24 dev eth0
ip -n c addr add 10.0.0.2/24 dev eth0
ip netns exec c arping -D -c 1 -I eth0 10.0.0.2
ip netns exec b ping -c 1 -W 1 10.0.0.2
ip netns exec a ping -c 1 -W 1 10.0.0.2
ip -n a neigh
ip -n c addr del 10.0.0.2/24 dev eth0
ip netns exec c arping -D -q -c 1 -I eth0 10.0.0.2
ip -n a neigh flush all
ip netns exec a ping -c 1 -W 1 10.0.0.2
ip -n a neigh
ip -n c addr add 10.0.0.2/24 dev eth0
ip netns exec c arping -U -c 1 -I eth0 10.0.0.2
ip -n a neigh
ip netns exec a ping -c 1 -W 1 10.0.0.2
ip -n a neigh
ip netns exec b arping -U -c 1 -I eth0 10.0.0.2
ip -n a neigh
ip -n b neigh
ip -n c neigh
