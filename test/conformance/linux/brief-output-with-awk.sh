# ip -br has one line for each device, made to be read by other tools.
ip link add eth0 type veth peer name far0
ip link set far0 up
ip link set eth0 up
ip link add br0 type bridge
ip addr add 10.0.0.1/24 dev eth0
ip -br link | awk '{print $1, $2}' | sort
ip -br link | awk '$2 == "UP" {print $1}' | sort
ip -br -4 addr
ip -br addr show dev lo
ip -br link show type bridge | awk '{print $1}'
ip -br link show up | awk '{print $1}' | sort
ip -br link show master br0
ip link set far0 master br0
ip -br link show master br0 | awk '{print $1, $2}'
ip -br addr show nosuch
