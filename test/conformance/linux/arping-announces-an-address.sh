ip link add v0 type veth peer name v1
ip netns add n
ip link set v0 address 02:00:00:00:aa:01
ip link set v1 netns n
ip addr add 10.0.0.1/24 dev v0
ip addr add 10.0.0.11/24 dev v0
ip -n n addr add 10.0.0.2/24 dev v1
ip link set v0 up
ip -n n link set v1 up
ip -n n neigh
arping -U -c 2 -I v0 10.0.0.1
ip -n n neigh
ping -c 1 -W 1 10.0.0.2 >/dev/null
ip link set v0 address 02:00:00:00:aa:02
ip -n n neigh
arping -U -c 1 -I v0 10.0.0.1
ip -n n neigh
ip -n n neigh flush all
ip netns exec n ping -c 1 -W 1 10.0.0.1 >/dev/null
ip -n n neigh
ip link set v0 address 02:00:00:00:aa:03
arping -A -c 1 -I v0 10.0.0.1
ip -n n neigh
arping -U -s 10.0.0.11 -c 1 -I v0 10.0.0.1
ip -n n neigh
ip netns exec n sysctl -w net.ipv4.conf.v1.arp_accept=1
arping -U -c 1 -I v0 10.0.0.11
ip -n n neigh show 10.0.0.1
ip -n n neigh show 10.0.0.11
arping -A -c 1 -I v0 10.0.0.1
ip -n n neigh show 10.0.0.1
ip -n n neigh show 10.0.0.11
