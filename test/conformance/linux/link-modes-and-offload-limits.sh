# Dormant and testing devices, obsolete flags, and offload limits as -d shows them.
ip link add red type veth peer name blue
ip link add br0 type bridge
ip link set red mode dormant
ip link show red
ip link set red up
ip link set blue up
sleep 0.3
ip link show red
ip -j link show red | jq -c '.[0].linkmode'
ip link set red mode default
ip link show red
ip link set red down
ip link set red up
sleep 0.3
ip link show red
ip link set red mode foo
ip link set red mode
ip link set red state dormant
ip link show red
ip link set red state up
ip link show red
ip link set red state testing
ip link set red state down
ip link set red state foo
ip link set red protodown on
ip link set br0 protodown on
ip link set red protodown maybe
ip link set red dynamic on
ip link set red trailers off
ip link show red
ip -j link show red | jq -c '.[0].flags'
ifconfig red | head -1
ip link set red dynamic off trailers on
ip link show red
ip link set red dynamic maybe
ip link set red xdp off
ip link set red xdpgeneric off
ip link set red xdp foo
ip link set red gso_max_size 1000
ip link set red gso_max_segs 100
ip -d link show red
ip link set red gso_max_size 65537
ip link set red gso_max_size 600000
ip link set red gso_max_segs 65536
ip link set red gro_max_size 30000
ip -d link show red
ip link set red gso_max_size x
ip -d link show red
ip link set red node 3
