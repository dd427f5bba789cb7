# The address of the bridge is the door to the other networks.
ip netns add pod
ip link add cni0 type bridge
ip addr add 10.244.0.1/24 dev cni0
ip link set cni0 up
ip link add eth0 netns pod type veth peer name veth0
ip link set veth0 up master cni0
ip -n pod addr add 10.244.0.2/24 dev eth0
ip -n pod link set eth0 up
ip netns add out
ip link add eth0 netns out type veth peer name up0
ip addr add 192.168.50.1/24 dev up0
ip link set up0 up
ip -n out addr add 192.168.50.2/24 dev eth0
ip -n out link set eth0 up
ip netns exec pod ping -c 1 192.168.50.2
ip -n pod route add default via 10.244.0.1
sysctl -q -w net.ipv4.ip_forward=1
ip netns exec pod ping -c 1 -W 0.3 192.168.50.2
ip -n out route add 10.244.0.0/24 via 192.168.50.1
ip netns exec pod ping -c 1 -W 1 192.168.50.2
