ip netns add outside
ip link add p0 type veth peer name p1
ip link set p1 netns outside
ip link set p0 up
ip -n outside link set p1 up
ip -n outside addr add 10.0.0.100/24 dev p1
ip netns add a
ip netns add b
ip link add link p0 name m0 type macvlan mode private
ip link add link p0 name m1 type macvlan mode private
ip link set m0 netns a
ip link set m1 netns b
ip -n a addr add 10.0.0.1/24 dev m0
ip -n b addr add 10.0.0.2/24 dev m1
ip -n a link set m0 up
ip -n b link set m1 up
ip netns exec a ping -c 1 10.0.0.100
ip netns exec b ping -c 1 10.0.0.100
ip netns exec a ping -c 1 -W 1 10.0.0.2
ip -n a link set m0 type macvlan mode vepa
ip -n b link set m1 type macvlan mode vepa
ip netns exec a ping -c 1 -W 1 10.0.0.2
ip -n a link set m0 type macvlan mode bridge
ip netns exec a ping -c 1 -W 1 10.0.0.2
ip -n b link set m1 type macvlan mode bridge
ip -n a neigh flush all
ip netns exec a ping -c 1 10.0.0.2
ip -n outside link set p1 down
ip netns exec a ping -c 1 10.0.0.2
ip -n a link show m0
