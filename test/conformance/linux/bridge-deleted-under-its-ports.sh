# Deleting the bridge leaves the cables, which carry nothing any more.
ip netns add a
ip netns add b
ip link add br0 type bridge
ip link set br0 up
for n in a b; do ip link add eth0 netns $n type veth peer name p$n; ip link set p$n master br0 up; ip -n $n link set eth0 up; done
ip -n a addr add 10.0.0.1/24 dev eth0
ip -n b addr add 10.0.0.2/24 dev eth0
until [ $(bridge link | grep -c forwarding) = 2 ]; do sleep 0.05; done
ip netns exec a ping -c 1 -W 1 10.0.0.2
ip link del br0
ip -br link | awk '{print $1}' | cut -d@ -f1 | sort
bridge link
ip netns exec a ping -c 1 -W 0.3 10.0.0.2
