ip link add p0 type veth peer name p1
ip link add link p0 name m0 type macvlan mode bridge
ip link set m0 up
ip link show m0
ip link set p0 up
ip link show m0
ip link set p1 up
ip link show m0
ip link set m0 mtu 1600
ip link set p0 mtu 1200
ip link show m0
ip link set p0 mtu 1500
ip link show m0
ip link set m0 mtu 1500
ip link set p1 down
ip link show m0
cat /sys/class/net/m0/operstate /sys/class/net/m0/carrier /sys/class/net/m0/iflink /sys/class/net/m0/speed
ip link set p0 down
ip link show m0
ip link set p0 name q0
ip link show m0
ip netns add red
ip link set m0 netns red
ip -n red link show m0
ip -n red link set m0 up
ip -n red -o link show m0
ip link set q0 netns red
ip -n red -br link
ip link add br0 type bridge
ip -n red link del q0
ip -n red -br link
