ip link add v0 type veth peer name v1
ip netns add n
ip link set v0 address 02:00:00:00:aa:01
ip link set v1 address 02:00:00:00:bb:01
ip link set v1 netns n
ip addr add 10.0.0.1/24 dev v0
ip -n n addr add 10.0.0.2/24 dev v1
ip link set v0 up
ip -n n link set v1 up
ping -c 1 -W 1 10.0.0.2 >/dev/null
ip link set v0 address 02:00:00:00:aa:02
ip -n n neigh
sysctl -w net.ipv4.conf.v0.arp_notify=1
ip link set v0 address 02:00:00:00:aa:03
ip -n n neigh
ip link set v0 down
ip link set v0 up
ip -n n neigh
ip netns exec n sysctl -w net.ipv4.conf.v1.arp_accept=1
ip link set v0 address 02:00:00:00:aa:04
ip -n n neigh
ip addr add 10.0.0.3/24 dev v0
ip -n n neigh show 10.0.0.1
ip -n n neigh show 10.0.0.3
ip link set v0 address 02:00:00:00:aa:05
ip -n n neigh show 10.0.0.1
ip -n n neigh show 10.0.0.3
ip netns exec n sysctl -w net.ipv4.conf.all.drop_gratuitous_arp=1
ip link set v0 address 02:00:00:00:aa:06
ip -n n neigh show 10.0.0.1
ip -n n neigh show 10.0.0.3
ip netns exec n sysctl -w net.ipv4.conf.all.drop_gratuitous_arp=0
ip -n n neigh flush all
ip netns exec n sysctl -w net.ipv4.conf.v1.arp_accept=2
ip addr add 172.16.0.1/24 dev v0
ip link set v0 address 02:00:00:00:aa:07
ip -n n neigh show 10.0.0.1
ip -n n neigh show 10.0.0.3
