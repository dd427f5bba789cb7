# The old command for the table of neighbours.
ip link add eth0 type veth peer name far0
ip link set far0 up
ip link set eth0 up
ip addr add 10.0.0.1/24 dev eth0
arp -s 10.0.0.2 02:00:00:00:00:02
arp -n
arp -s 10.0.0.3 02:00:00:00:00:03 temp
arp -n | sort
arp -an | sort
arp -d 10.0.0.2
arp -d 10.0.0.9
arp -s 10.0.9.2 02:00:00:00:00:02
arp -s 10.0.0.4 nonsense
arp -i eth0 -n
