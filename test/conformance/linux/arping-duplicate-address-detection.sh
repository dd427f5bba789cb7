ip link add v0 type veth peer name v1
ip netns add n
ip link set v0 address 02:00:00:00:aa:01
ip link set v1 address 02:00:00:00:bb:02
ip link set v1 netns n
ip -n n addr add 10.0.0.2/24 dev v1
ip link set v0 up
ip -n n link set v1 up
arping -D -c 2 -I v0 10.0.0.2
arping -D -c 1 -I v0 10.0.0.77
arping -D -w 1 -I v0 10.0.0.77
arping -D -q -c 1 -I v0 10.0.0.2
if arping -q -D -c 1 -I v0 10.0.0.77; then ip addr add 10.0.0.77/24 dev v0; fi
ip -br addr show dev v0
arping -D -c 1 -I v0 10.0.0.77
ip netns exec n arping -D -c 1 -I v1 10.0.0.77
arping -D -s 10.0.0.77 -c 1 -I v0 10.0.0.2
arping -c 1 -I v0 10.0.0.2
ip -n n neigh
