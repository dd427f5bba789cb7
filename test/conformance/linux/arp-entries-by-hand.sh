# The neighbour table, by ip and by arp.
ip link add eth0 type veth peer name p0; ip link set eth0 up; ip link set p0 up
ip addr add 10.0.0.1/24 dev eth0
ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:02 dev eth0
arp -n
arp -d 10.0.0.2
arp -s 10.0.0.3 02:00:00:00:00:03
ip neigh
arp -an
arp -n 10.0.0.3
arp 10.0.0.9
ip neigh
arp -d 10.0.0.9
arp -s 10.0.0.4
arp -s 10.0.0.4 nonsense
arp -s 10.9.0.4 02:00:00:00:00:04
arp -i eth0 -n
arp -i eth9 -n
ip neigh replace 10.0.0.3 lladdr 02:00:00:00:00:33 dev eth0 nud permanent
ip neigh show 10.0.0.3
ip neigh show dev eth0 nud permanent
ip -j neigh show 10.0.0.3
ip neigh change 10.0.0.5 lladdr 02:00:00:00:00:05 dev eth0
ip neigh add 10.0.0.3 lladdr 02:00:00:00:00:05 dev eth0
ip neigh del 10.0.0.3 dev eth0
ip neigh del 10.0.0.3 dev eth0
ip neigh add 10.0.0.6 dev eth0
ip neigh add 10.0.0.7 lladdr 02:00:00:00:00:07
ip neigh add 10.0.0.8 lladdr 02:00:00:00:00 dev eth0
ip neigh flush all
ip neigh flush dev eth0
ip neigh
