ip link add v0 type veth peer name v1
ip netns add n
ip link set v0 address 02:00:00:00:aa:01
ip link set v1 address 02:00:00:00:bb:02
ip link set v1 netns n
ip addr add 10.0.0.1/24 dev v0
ip -n n addr add 10.0.0.2/24 dev v1
arping -c 1 10.0.0.2
arping -c 1 -I v0 10.0.0.2
ip link set v0 up
ip -n n link set v1 up
arping -c 1 -I v0 10.0.0.2
arping -c 2 10.0.0.2
arping -f 10.0.0.2
arping -b -c 2 -I v0 10.0.0.2
arping -q -c 1 10.0.0.2
arping -c 1 10.0.0.9
arping -w 1 10.0.0.2
arping -w 2 10.0.0.9
arping -w 3 -c 2 10.0.0.2
arping -c 2 -i 2 -I v0 10.0.0.2
arping -f -w 2 -c 5 10.0.0.2
ip neigh
