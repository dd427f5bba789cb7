# Seed row 9: the pair goes, then two namespaces hang on one bridge and reach each other and the host.
ip netns add red
ip netns add blue
ip link add v-net-0 type bridge
ip link show v-net-0
ip link set dev v-net-0 up
ip link show v-net-0
ip link add veth-red type veth peer name veth-red-br
ip link add veth-blue type veth peer name veth-blue-br
ip link set veth-red netns red
ip link set veth-blue netns blue
ip link set veth-red-br master v-net-0
ip link set veth-blue-br master v-net-0
ip -n red addr add 192.168.15.1/24 dev veth-red
ip -n blue addr add 192.168.15.2/24 dev veth-blue
ip -n red link set veth-red up
ip -n blue link set veth-blue up
ip link set veth-red-br up
ip link set veth-blue-br up
ip -br link show master v-net-0 | awk '{print $1, $2}'
ip link show veth-red-br | head -1
ip netns exec red ping -c 1 192.168.15.2
ip netns exec blue ping -c 1 192.168.15.1
ping -c 1 -W 1 192.168.15.1
ip addr add 192.168.15.5/24 dev v-net-0
ping -c 1 192.168.15.1
ip netns exec red ping -c 1 192.168.15.5
ip route
ip -n red route
ip netns exec red ping -c 1 192.168.1.3
ip netns exec red ip route add 192.168.1.0/24 via 192.168.15.5
ip netns exec red ping -c 1 -W 1 192.168.1.3
ip -n blue route add default via 192.168.15.5
ip -n blue route
bridge link
bridge -d link show dev veth-red-br
ip -n red link del veth-red
ip link show veth-red-br
bridge link
