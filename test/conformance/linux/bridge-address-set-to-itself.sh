# A bridge takes the lowest address of its ports until one is set by hand, even the one that it has.
ip link add br0 type bridge
ip link set br0 up
ip link add va address 0a:00:00:00:00:09 type veth peer name vb
ip link set va master br0
ip -br link show br0
ip link set br0 address 0a:00:00:00:00:09
ip link add vc address 02:00:00:00:00:01 type veth peer name vd
ip link set vc master br0
ip -br link show br0
ip link set br0 address 0a:00:00:00:00:0a
ip -br link show br0
ip link add br1 address 0a:00:00:00:00:0b type bridge
ip link set vc nomaster
ip link set vc master br1
ip -br link show br1
