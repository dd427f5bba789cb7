# One loop wires as many namespaces as there are names.
ip link add br0 type bridge
ip link set br0 up
i=1
for ns in red green gold
do
  ip netns add $ns
  ip link add eth0 netns $ns type veth peer name veth-$ns
  ip link set veth-$ns master br0 up
  ip -n $ns addr add 10.0.0.$i/24 dev eth0
  ip -n $ns link set eth0 up
  i=$((i + 1))
done

bridge link | awk '{print $2, $6, $7, $8, $9}'
ip netns exec red ping -c 1 -W 1 10.0.0.2
ip netns exec red ping -c 1 -W 1 10.0.0.3
ip netns exec gold ping -c 1 -W 1 10.0.0.2
ip -n red neigh show | awk '{print $1, $3}' | sort
ping -c 1 10.0.0.1
