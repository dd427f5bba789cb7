# A pair made with its peer in place.
ip netns add red
ip link add eth0 type veth peer name eth0 netns red
ip link add veth1 type veth peer name c1 netns red
ip -n red link add veth2 type veth peer name h2 netns 1
ip -br link show type veth
ip -n red -br link show type veth
ip link set veth1 up
ip -n red link set c1 up
ip addr add 10.3.0.1/24 dev veth1
ip -n red addr add 10.3.0.2/24 dev c1
ping -c 1 -W 1 10.3.0.2
ip link add veth3 type veth peer name c1 netns red
ip link add veth4 type veth peer name c4 netns nosuch
ip link add veth1 type veth peer name c5 netns red
ip link del veth1
ip -n red -br link show type veth
ping -c 1 -W 1 10.3.0.2
