ip link add type veth
ip -br link | awk '{print $1}'
ip link add v1 type veth peer v2
ip link add name v3 type veth peer name v4
ip link add dev v5 type veth peer name v6
ip link add v7 mtu 1400 address 02:00:00:00:00:07 type veth peer name v8 mtu 1300 address 02:00:00:00:00:08
ip link show v7
ip link show v8
ip -d link show v7 | sed 's/num[tr]xqueues [0-9]* //g; s/ gso_max_size.*//'
ip link show type veth | grep -c mtu
ip netns add red
ip link add v9 type veth peer name v10 netns red
ip link show v9
ip -n red link show v10
ip -br link show v9
ip link add v11 netns red type veth peer name v12 netns red
ip -n red link
ip link del v1
ip link show v2
ip link del v3 type veth
ip netns del red
ip link show v9
ip -o link show v5
ip -j link show v7
ip -j -p link show v7
