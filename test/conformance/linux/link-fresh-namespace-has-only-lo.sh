# Seed row 1: `ip link` in every form on a machine with nothing but a loopback that is down.
ip link
ip link show
ip link list
ip l
ip link show lo
ip link show dev lo
ip -br link
ip -o link
ip -d link | sed 's/ gso_max_size.*//'
ip -s link
ip -s -s link
ip -j link
ip -j -p link
ip -br -j link
ip link show up
ip link set lo up
ip link
ip -br link
ip link show up
ip link set lo down
ip -br link
