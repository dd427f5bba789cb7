ip addr
ip link set lo up
ip addr
ip addr show up
ip -br addr
ip -br addr show lo
ip -o addr
ip -d addr show lo | sed 's/ gso_max_size.*//'
ip -s addr show lo
ip -6 addr
ip -4 addr
ip -j addr show lo
ip -br -j addr
ip addr show dev lo scope host
ip -4 -o addr show lo
