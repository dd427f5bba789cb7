# Hop by hop through two routers, and where it stops.
for n in a r1 r2 b; do ip netns add $n; ip netns exec $n sysctl -qw net.ipv4.ip_forward=1; ip -n $n link set lo up; done

ip -n a link add e0 type veth peer name e0 netns r1
ip -n r1 link add e1 type veth peer name e0 netns r2
ip -n r2 link add e1 type veth peer name e0 netns b
ip -n a addr add 10.0.1.1/24 dev e0; ip -n a link set e0 up
ip -n r1 addr add 10.0.1.2/24 dev e0; ip -n r1 link set e0 up; ip -n r1 addr add 10.0.2.1/24 dev e1; ip -n r1 link set e1 up
ip -n r2 addr add 10.0.2.2/24 dev e0; ip -n r2 link set e0 up; ip -n r2 addr add 10.0.3.1/24 dev e1; ip -n r2 link set e1 up
ip -n b addr add 10.0.3.2/24 dev e0; ip -n b link set e0 up
ip -n a route add default via 10.0.1.2
ip -n r1 route add 10.0.3.0/24 via 10.0.2.2
ip -n r2 route add 10.0.1.0/24 via 10.0.2.1
ip -n b route add default via 10.0.3.1
ip netns exec a ping -c 1 -W 1 10.0.3.2
ip netns exec a ping -c 1 -W 1 -t 1 10.0.3.2
ip netns exec a ping -c 1 -W 1 -t 2 10.0.3.2
ip netns exec a ping -c 1 -W 1 -t 3 10.0.3.2
ip netns exec a traceroute -n -q 1 10.0.3.2
ip netns exec a traceroute -n -q 1 -I 10.0.3.2
ip netns exec a tracepath -n 10.0.3.2
ip netns exec a traceroute -n -q 1 10.0.9.9
ip -n r2 route del 10.0.1.0/24
ip netns exec a ping -c 1 -W 1 10.0.3.2
ip netns exec a traceroute -n -q 1 -w 0.5 -m 3 10.0.3.2
