ip link add v0 type veth peer name v1
ip -br link show v0
ip link set v0 up
ip link show v0
ip link show v1
ip addr add 10.0.0.1/24 dev v0
ip route
ip link set v1 up
ip link show v0
ip route
ip link set v1 down
ip link show v0
ip route
ping -c 1 -W 1 10.0.0.2
ip link set v0 down
ip route
ip -4 addr show v0
ping -c 1 -W 1 10.0.0.2
ip link set v0 up
ip route
ip link del v1
ip route
ip link show v0
