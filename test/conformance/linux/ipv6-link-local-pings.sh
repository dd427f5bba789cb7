# Link-local addresses work without any configuration, but mean something on one link only.
ip netns add red
ip netns add blue
ip link add veth-red netns red type veth peer name veth-blue netns blue
ip -n red link set veth-red address 02:00:00:00:00:01
ip -n blue link set veth-blue address 02:00:00:00:00:02
ip -n red link set lo up
ip -n blue link set lo up
ip -n red link set veth-red up
ip -n blue link set veth-blue up
sleep 3
ip -n red -6 addr
ip netns exec red ping -c 1 fe80::ff:fe00:2%veth-red
ip netns exec red ping -c 1 -I veth-red fe80::ff:fe00:2
ip netns exec red ping -c 1 fe80::ff:fe00:2
ip netns exec red ping -c 1 fe80::ff:fe00:2%lo
ip netns exec red ping -c 1 fe80::ff:fe00:2%nosuch
ip netns exec red ping -c 1 fe80::ff:fe00:1%veth-red
ip netns exec red ping -c 1 -n fe80::ff:fe00:9%veth-red
ip -n red -6 neigh show dev veth-red fe80::ff:fe00:2
