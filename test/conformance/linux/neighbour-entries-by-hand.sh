ip link add v0 type veth peer name v1
ip netns add n
ip link set v0 address 02:00:00:00:00:0a
ip link set v1 address 02:00:00:00:00:0b
ip link set v1 netns n
ip addr add 10.0.0.1/24 dev v0
ip -n n addr add 10.0.0.2/24 dev v1
ip link set v0 up
ip -n n link set v1 up
ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:99 dev v0
ip neigh
ping -c 1 -W 1 10.0.0.2
arping -c 1 -I v0 10.0.0.2
ip -n n neigh flush all
ip netns exec n arping -U -c 1 -I v1 10.0.0.2
ip neigh
ip neigh replace 10.0.0.2 lladdr 02:00:00:00:00:0b dev v0
ping -c 1 -W 1 10.0.0.2
ip neigh change 10.0.0.2 dev v0 nud stale
ip neigh
ip neigh del 10.0.0.2 dev v0
ip neigh
ping -c 1 -W 1 10.0.0.2
ip link set v0 down
ip neigh
ip link set v0 up
ip addr del 10.0.0.1/24 dev v0
ip neigh
