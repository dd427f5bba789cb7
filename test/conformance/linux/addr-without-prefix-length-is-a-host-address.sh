# Seed mistake: `addr add` without /24 takes /32, so there is no connected route and the ping fails.
ip netns add red
ip netns add blue
ip link add veth-red type veth peer name veth-blue
ip link set veth-red netns red
ip link set veth-blue netns blue
ip -n red addr add 192.168.15.1 dev veth-red
ip -n blue addr add 192.168.15.2 dev veth-blue
ip -n red link set veth-red up
ip -n blue link set veth-blue up
ip -n red -4 addr
ip -n red route
ip netns exec red ping -c 1 192.168.15.2
ip netns exec red ping -c 1 -W 1 192.168.15.1
ip -n red link set lo up
ip netns exec red ping -c 1 -W 1 192.168.15.1
