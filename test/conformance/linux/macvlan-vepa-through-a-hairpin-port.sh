ip link add p0 type veth peer name p1
ip link add br0 type bridge
ip link set p1 master br0
ip link set br0 up
ip link set p0 up
ip link set p1 up
ip netns add a
ip netns add b
ip link add link p0 name m0 netns a type macvlan mode vepa
ip link add link p0 name m1 netns b type macvlan mode vepa
ip -n a addr add 10.0.0.1/24 dev m0
ip -n b addr add 10.0.0.2/24 dev m1
ip -n a link set m0 up
ip -n b link set m1 up
ip netns exec a ping -c 1 -W 1 10.0.0.2
ip -n a neigh
bridge link set dev p1 hairpin on
ip -n a neigh flush all
ip netns exec a ping -c 1 -W 1 10.0.0.2
ip -n b neigh
