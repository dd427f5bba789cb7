# A wrong entry by hand sends the frames to nobody; deleting it heals the connection.
ip netns add peer
ip link add eth0 type veth peer name eth0 netns peer
ip link set eth0 up
ip -n peer link set eth0 up
ip addr add 10.0.0.1/24 dev eth0
ip -n peer addr add 10.0.0.2/24 dev eth0
ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:99 dev eth0 nud permanent
ip neigh
ping -c 1 -W 0.3 10.0.0.2
ip neigh flush all
ip neigh
ip neigh flush all nud permanent
ip neigh
ping -c 1 -W 1 10.0.0.2
