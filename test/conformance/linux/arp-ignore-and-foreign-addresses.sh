# A host answers ARP for any of its addresses on any link, unless arp_ignore is 1.
ip netns add peer
ip link add eth0 type veth peer name eth0 netns peer
ip link set lo up
ip link set eth0 up
ip -n peer link set eth0 up
ip addr add 10.0.0.1/24 dev eth0
ip addr add 10.0.0.77/32 dev lo
ip -n peer addr add 10.0.0.2/24 dev eth0
ip netns exec peer ping -c 1 -W 1 10.0.0.77
ip -n peer neigh flush all
sysctl -w net.ipv4.conf.eth0.arp_ignore=1
ip netns exec peer ping -c 1 -W 1 10.0.0.1 | grep -c 'bytes from'
ip netns exec peer ping -c 1 -W 0.3 10.0.0.77
ip -n peer neigh show 10.0.0.77
