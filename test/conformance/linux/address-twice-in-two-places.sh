# A namespace that also has its gateway's address still finds the gateway by ARP.
ip netns add red
ip link add eth0 type veth peer name veth-red
ip link set veth-red netns red; ip link set eth0 up
ip addr add 10.0.0.1/24 dev eth0
ip -n red addr add 10.0.0.2/24 dev veth-red; ip -n red link set veth-red up
ip -n red route add default via 10.0.0.1
ip addr add 172.16.9.1/24 dev lo
ip -n red a add 10.0.0.1/24 dev lo
ip -n red route
ip -n red route get 172.16.9.1
ip netns exec red ping -c 1 -W 1 172.16.9.1
ip -n red neigh
ip neigh
