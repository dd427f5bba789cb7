# Packets of a host to itself pass lo, whatever device has the address.
ip link add eth0 type veth peer name far0
ip link set far0 up
ip link set eth0 up
ip addr add 10.0.0.1/24 dev eth0
ip route get 10.0.0.1 | head -1
ping -c 1 -W 0.3 10.0.0.1
ip link set lo up
ping -c 1 -W 1 10.0.0.1
ip -s link show lo | tail -1 | awk '{print $2}'
ping -c 1 -W 1 127.9.9.9 | grep from
ip addr del 127.0.0.1/8 dev lo
ping -c 1 -W 1 127.0.0.1
