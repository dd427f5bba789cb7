# A bridge for many namespaces, an address for the host, a route out and a door in.
ip netns add red; ip netns add blue
ip link add v-net-0 type bridge
ip link set dev v-net-0 up
ip link add veth-red type veth peer name veth-red-br
ip link add veth-blue type veth peer name veth-blue-br
ip link set veth-red netns red
ip link set veth-red-br master v-net-0
ip link set veth-blue netns blue
ip link set veth-blue-br master v-net-0
ip -n red addr add 192.168.15.1/24 dev veth-red
ip -n blue addr add 192.168.15.2/24 dev veth-blue
ip -n red link set veth-red up
ip -n blue link set veth-blue up
ip link set veth-red-br up
ip link set veth-blue-br up
sleep 1.5
ip netns exec red ping -c 1 -W 1 192.168.15.2
ping -c 1 -W 1 192.168.15.1
ip addr add 192.168.15.5/24 dev v-net-0
ping -c 1 -W 1 192.168.15.1
ip netns exec blue ping -c 1 -W 1 192.168.1.3
ip netns exec blue route
ip netns exec blue ip route add 192.168.1.0/24 via 192.168.15.5
ip netns exec blue ping -c 1 -W 1 192.168.1.3
iptables -t nat -A POSTROUTING -s 192.168.15.0/24 -j MASQUERADE
ip netns exec blue ip route add default via 192.168.15.5
ip netns exec blue ip route
iptables -t nat -A PREROUTING -p tcp --dport 80 --to-destination 192.168.15.2:80 -j DNAT
iptables -t nat -L -n
iptables -t nat -S
