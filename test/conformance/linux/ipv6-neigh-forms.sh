# The neighbour table of IPv6.
ip netns add red
ip netns add blue
ip link add veth-red netns red type veth peer name veth-blue netns blue
ip -n red link set veth-red address 02:00:00:00:00:01
ip -n blue link set veth-blue address 02:00:00:00:00:02
ip -n red link set lo up
ip -n blue link set lo up
ip -n red link set veth-red up
ip -n blue link set veth-blue up
ip -n red addr add 2001:db8::1/64 dev veth-red nodad
ip -n blue addr add 2001:db8::2/64 dev veth-blue nodad
sleep 3
ip -n red -6 neigh add 2001:db8::5 lladdr 02:00:00:00:00:05 dev veth-red
ip -n red -6 neigh show 2001:db8::5
ip -n red -6 neigh add 2001:db8::5 lladdr 02:00:00:00:00:06 dev veth-red
ip -n red -6 neigh replace 2001:db8::5 lladdr 02:00:00:00:00:06 dev veth-red nud reachable
ip -n red -6 neigh show 2001:db8::5
ip -n red -6 neigh change 2001:db8::5 lladdr 02:00:00:00:00:07 dev veth-red nud stale router
ip -n red -6 neigh show 2001:db8::5
ip -n red -6 neigh get 2001:db8::5 dev veth-red
ip -n red -6 neigh get 2001:db8::6 dev veth-red
ip -n red -6 neigh del 2001:db8::5 dev veth-red
ip -n red -6 neigh del 2001:db8::5 dev veth-red
ip -n red neigh add 10.0.0.9 lladdr 02:00:00:00:00:09 dev veth-red
ip -n red neigh add 2001:db8::9 lladdr 02:00:00:00:00:09 dev veth-red
ip -n red neigh
ip -n red -4 neigh
ip -n red -6 neigh
ip netns exec red ping -c 1 2001:db8::2
ip -n red -6 neigh show nud reachable
ip netns exec blue sysctl -w net.ipv6.conf.all.forwarding=1
ip -n red -6 neigh flush dev veth-red nud reachable
ip netns exec red ping -c 1 2001:db8::2
ip -n red -6 neigh show 2001:db8::2
ip -n red -6 neigh flush all
ip -n red -6 neigh
ip netns exec red ping -c 1 -W 1 2001:db8::77
ip -n red -6 neigh show 2001:db8::77
ip -n red -6 neigh add proxy 2001:db8::88 dev veth-red
ip -n red -6 neigh show proxy
ip -n red neigh show proxy
ip -n red -6 neigh del proxy 2001:db8::88 dev veth-red
ip -n red -6 neigh show proxy
