# The forwarding database of a bridge.
ip link add br0 address 02:00:00:00:00:b0 type bridge
ip link set br0 up
ip netns add red; ip netns add blue
ip link add p1 type veth peer name eth0 address 02:00:00:00:00:01 netns red
ip link add p2 type veth peer name eth0 address 02:00:00:00:00:02 netns blue
ip link set p1 address 02:00:00:00:01:01; ip link set p2 address 02:00:00:00:01:02
ip link set p1 master br0 up
ip link set p2 master br0 up
ip -n red addr add 10.0.0.1/24 dev eth0; ip -n red link set eth0 up
ip -n blue addr add 10.0.0.2/24 dev eth0; ip -n blue link set eth0 up
bridge link
ip netns exec red ping -c 1 -W 1 10.0.0.2
bridge fdb show br br0 | grep 02:00:00:00:00:0
bridge fdb show dev p1 | grep 'master br0 *$'
bridge fdb add 02:00:00:00:00:33 dev p1 master static
bridge fdb show dev p1 | grep :33
bridge fdb del 02:00:00:00:00:33 dev p1 master
bridge fdb del 02:00:00:00:00:33 dev p1 master
bridge link set dev p1 hairpin on
bridge -d link show dev p1
ip -n red link set eth0 down
bridge link
ip link set p1 nomaster
bridge link
ip link set br0 down
ip netns exec red ping -c 1 -W 1 10.0.0.2
ip link del br0
ip -br link
