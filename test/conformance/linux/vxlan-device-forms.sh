ip link add v0 type veth peer name v1
ip addr add 10.0.0.1/24 dev v0
ip link set v0 up
ip link set v1 up
ip link add vxlan0 type vxlan id 42 dev v0 local 10.0.0.1 remote 10.0.0.2 dstport 4789
ip -d link show vxlan0
ip link show vxlan0
ip -d -j link show vxlan0
ip -d -j -p link show vxlan0
ip link set vxlan0 up
ip link show vxlan0
bridge fdb show dev vxlan0
bridge -s fdb show dev vxlan0
bridge -j fdb show dev vxlan0
ip link set v0 down
ip link show vxlan0
ip link set v0 up
ip link add vxlan1 type vxlan id 43
ip -d link show vxlan1
ip link add vxlan2 type vxlan id 44 group 239.1.1.1 dev v0 dstport 4789
ip -d link show vxlan2
ip link set vxlan2 up
ip link show vxlan2
bridge fdb show dev vxlan2
ip link add vxlan3 type vxlan id 44 dev v0 dstport 4789
ip link add vxlan3 type vxlan dev v0 dstport 4789
ip link add vxlan3 type vxlan id 45 dev nosuch dstport 4789
ip link add vxlan3 type vxlan id 16777216
ip link add vxlan3 type vxlan id 16777215 ttl 300
ip link add vxlan3 type vxlan id 16777215 ttl 64 tos inherit df set nolearning proxy rsc l2miss l3miss dstport 8472 srcport 1000 2000 ageing 600 maxaddress 100 udpcsum noudp6zerocsumtx
ip -d link show vxlan3
ip -d -j -p link show vxlan3
ip link add vxlan4 type vxlan external dstport 4790
ip -d link show vxlan4
ip link add vxlan5 type vxlan external id 5
ip link add vxlan6 type vxlan id 6 remote 10.0.0.9
ip -d link show vxlan6
ip link help vxlan
ip link add type vxlan help
