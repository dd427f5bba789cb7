# A tun that nobody reads: no carrier, no hardware address, and what is sent into it is dropped.
ip tuntap add dev t0 mode tun user root
ip -d link show t0
ip -d -j link show t0
ip link set t0 up
ip link show t0
ip -br link show t0
ip addr add 10.0.0.1/24 dev t0
ip addr show t0
ip route
ping -c1 -W1 10.0.0.2
ip -s link show t0
cat /sys/class/net/t0/type
