ip netns add red
ip link add eth0 address 02:00:00:00:00:01 type veth peer name eth1 address 02:00:00:00:00:02 netns red
ip addr add 10.0.0.1/24 dev eth0
ip -n red addr add 10.0.0.2/24 dev eth1
ip link set eth0 up
ip -n red link set eth1 up
ip neigh
ping -c 1 10.0.0.2
ip neigh
ip -n red neigh
arp -n
ip -n red link set eth1 address 02:00:00:00:00:0a
ip neigh flush all
ip neigh
ping -c 1 10.0.0.2
ip neigh
ping -c 1 -W 1 10.0.0.9
ip neigh show 10.0.0.9
arp -n 10.0.0.9
ip neigh del 10.0.0.2 dev eth0
ip neigh show 10.0.0.2
ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:ff dev eth0 nud permanent
ping -c 1 -W 1 10.0.0.2
ip link set eth0 down
ip neigh
