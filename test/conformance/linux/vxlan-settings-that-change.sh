ip link add v0 type veth peer name v1
ip link set v0 up
ip link add vx type vxlan id 1 ttl inherit tos 0x10 df inherit ageing none maxaddress unlimited noudpcsum udp6zerocsumtx udp6zerocsumrx dstport 4789
ip -d link show vx
ip -d -j link show vx
ip link set vx type vxlan id 2
ip link set vx type vxlan id 1 ttl 5
ip link set vx type vxlan ttl auto
ip link set vx type vxlan remote 10.9.9.9
bridge fdb show dev vx
ip link set vx type vxlan remote 10.9.9.8 dev v0
bridge fdb show dev vx
ip -d link show vx
ip link set vx type vxlan nolearning
ip link set vx type vxlan proxy
ip link set vx type vxlan dstport 4790
ip link set vx type vxlan srcport 1 2
ip link set vx type vxlan ageing 10 maxaddress 3
ip link set vx type vxlan tos 4
ip link set vx type vxlan df set
ip link set vx type vxlan local 10.0.0.5
ip link set vx type vxlan noproxy
ip link set vx type vxlan external
ip link set vx type vxlan noudpcsum
ip link set vx type vxlan udpcsum
ip -d link show vx
ip link set vx type vxlan
ip link add vx2 mtu 9000 type vxlan id 5 dev v0 dstport 4789
ip link add vx2 mtu 1500 type vxlan id 5 dev v0 dstport 4789
ip link show vx2
ip link add vx3 mtu 9000 type vxlan id 6 dstport 4789
ip link show vx3
ip link set v0 mtu 60
ip link add vx4 type vxlan id 7 dev v0 dstport 4789
ip link show vx4
ip link set v0 mtu 9000
ip link show vx2
ip link set vx2 mtu 8950
ip link add vx5 type vxlan id 5 dstport 4789
ip link add vx5 type vxlan id 5 dstport 4790
ip link add vx6 type vxlan id 5 dstport 4790 external
ip link add type vxlan id 77 dstport 4789
ip link add type vxlan id 78 dstport 4789
ip -br link
ip link add vx8 type vxlan id 8 remote 10.0.0.1 local 2001:db8::1 dstport 4789
ip link set vx2 type vxlan foo
