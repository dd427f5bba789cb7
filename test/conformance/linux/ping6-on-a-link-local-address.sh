# A link-local address means nothing without the link.
ip netns add peer
ip link add eth0 type veth peer name eth0 netns peer
ip link set eth0 up
ip -n peer link set eth0 up
ip addr add fe80::1/64 dev eth0 nodad
ip -n peer addr add fe80::2/64 dev eth0 nodad
ping -c 1 -W 1 fe80::2%eth0
ping -6 -c 1 -W 1 -I eth0 fe80::2
ping -c 1 -W 1 fe80::2%eth9
ping -4 -c 1 fe80::2
ip -6 neigh show dev eth0 | cut -d' ' -f1
