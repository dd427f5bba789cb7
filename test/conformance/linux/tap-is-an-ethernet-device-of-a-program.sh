# A tap carries frames, so it has a MAC and may be a port of a bridge; without its program it has no carrier.
ip tuntap add t1 mode tap
ip -d link show t1
ip link set t1 up
ip link show t1
ip link add br0 type bridge
ip link set t1 master br0
ip link set br0 up
ip link show t1
ip link show br0
ip link set t1 mtu 70000
ip link set t1 mtu 65521
bridge link show dev t1
