# A device moved between namespaces keeps its name and MAC, and loses its addresses.
ip netns add red
ip link add eth0 address 02:00:00:00:00:10 type veth peer name wire0 address 02:00:00:00:00:11
ip addr add 10.0.0.1/24 dev eth0
ip link set eth0 up; ip link set wire0 up
ip -br -4 addr
ip link set eth0 netns red
sleep 1.1
ip -br link
ip -n red -br link
ip -n red -4 addr
ip -n red link set eth0 netns 1
sleep 1.1
ip -br link
ip link set eth0 netns blue
ip link set eth0 netns 99999
ip link set lo netns red
ip -n red link add eth0 type bridge
ip link set eth0 netns red
ip link set eth0 name uplink
ip link set eth0 down
ip link set eth0 name uplink
ip link set uplink netns red name inner
sleep 1.1
ip -n red -br link
ip link set wire0 netns red
sleep 1.1
ip -n red -br link
ip netns exec red ip link set inner netns 1 name outer
sleep 1.1
ip -br link
ip link del outer
ip -n red -br link
