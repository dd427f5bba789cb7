# Two ends that name one another need no subnet.
ip netns add peer
ip link add ppp0 type veth peer name ppp0 netns peer
ip addr add 10.0.0.1 peer 192.168.7.1 dev ppp0
ip -n peer addr add 192.168.7.1 peer 10.0.0.1 dev ppp0
ip link set ppp0 up
ip -n peer link set ppp0 up
ip -4 addr show dev ppp0
ip route
ping -c 1 -W 1 192.168.7.1
ip addr del 10.0.0.1 dev ppp0
ip addr del 10.0.0.1 peer 192.168.7.1 dev ppp0
ip route
