# Seed rows 7 and 8, whole.
ip netns add red
ip netns add blue
ip link add veth-red type veth peer name veth-blue
ip -br link show type veth | awk '{print $1, $2}'
ip link set veth-red netns red
ip link set veth-blue netns blue
ip -n red addr add 192.168.15.1/24 dev veth-red
ip -n blue addr add 192.168.15.2/24 dev veth-blue
ip -n red link set veth-red up
ip -n red link show veth-red
ip -n blue link set veth-blue up
ip -n red link show veth-red
ip -n blue link show veth-blue
ip -n red route
ip netns exec red ping -c 2 192.168.15.2
ip netns exec red arp
ip netns exec red arp -n
ip netns exec blue arp -n
ip -n red neigh
arp
ip neigh
ip link
ip -br netns
ip netns
ip -n red link del veth-red
ip -n blue link
