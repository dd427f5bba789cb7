# The first lab of every course: two namespaces, one cable, one ping.
ip netns add red
ip netns add blue
ip netns
ip netns exec red ip link
ip -n blue link
ip netns exec red arp
ip netns exec red route
ip link add veth-red type veth peer name veth-blue
ip link set veth-red netns red
ip link set veth-blue netns blue
ip -n red addr add 192.168.15.1/24 dev veth-red
ip -n blue addr add 192.168.15.2/24 dev veth-blue
ip -n red link set veth-red up
ip -n blue link set veth-blue up
ip netns exec red ping -c 2 -i 0.2 192.168.15.2
ip netns exec red arp
ip netns exec blue arp -n
ip netns exec red route -n
arp
ip -n red link del veth-red
ip -n blue link
ip netns exec red ping -c 1 -W 1 192.168.15.2
