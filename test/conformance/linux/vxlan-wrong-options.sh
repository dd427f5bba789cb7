ip link add v0 type veth peer name v1
ip link set v0 up
ip link add vx type vxlan
ip link add vx type vxlan id
ip link add vx type vxlan id x dstport 4789
ip link add vx type vxlan id 1 id 2 dstport 4789
ip link add vx type vxlan id 1 vni 2 dstport 4789
ip link add vx type vxlan foo
ip link add vx type vxlan id 1 remote 239.1.1.1 dstport 4789
ip link add vx type vxlan id 1 group 10.0.0.1 dstport 4789
ip link add vx type vxlan id 1 group 239.1.1.1 dstport 4789
ip link add vx type vxlan id 1 remote 10.0.0.1 group 239.1.1.1 dev v0 dstport 4789
ip link add vx type vxlan id 1 group 239.1.1.1 remote 10.0.0.1 dev v0 dstport 4789
ip link add vx type vxlan id 1 remote 10.0.0.1 remote 10.0.0.2 dstport 4789
ip link add vx type vxlan id 1 remote foo dstport 4789
ip link add vx type vxlan id 1 remote any dstport 4789
ip link add vx type vxlan id 1 local 239.1.1.1 dstport 4789
ip link add vx type vxlan id 1 remote 10.0.0.1/24 dstport 4789
ip link add vx type vxlan id 1 remote 10.0.0 dstport 4789
ip link del vx
ip link add vx type vxlan id 1 dev v0 dev v1 dstport 4789
ip link add vx type vxlan id 1 ttl foo dstport 4789
ip link add vx type vxlan id 1 tos foo dstport 4789
ip link add vx type vxlan id 1 df foo dstport 4789
ip link add vx type vxlan id 1 df 1 dstport 4789
ip link add vx type vxlan id 1 ageing foo dstport 4789
ip link add vx type vxlan id 1 maxaddress foo dstport 4789
ip link add vx type vxlan id 1 srcport foo 1 dstport 4789
ip link add vx type vxlan id 1 srcport 1 foo dstport 4789
ip link add vx type vxlan id 1 srcport 1
ip link add vx type vxlan id 1 srcport 2000 1000 dstport 4789
ip -d link show vx
ip link del vx
ip link add vx type vxlan id 1 dstport 99999
ip link add vx type vxlan id 1 dstport x
ip link add vx type vxlan id 1 dstport 4789 dstport 4790
ip link add vx type vxlan id 1 learning nolearning dstport 4789
ip link add vx type vxlan id 1 proxy proxy dstport 4789
ip link add vx type vxlan id 1 flowlabel 5 dstport 4789
ip -d link show vx
ip link del vx
ip link add vx type vxlan id 1 gbp dstport 4789
ip -d link show vx
ip link del vx
ip link add vx type vxlan id 1 gpe
ip -d link show vx
ip link del vx
ip link add vx type vxlan id 1 remcsumtx remcsumrx dstport 0
ip -d link show vx
ip link del vx
ip link add vx9 type vxlan id 10 vnifilter dstport 4789
ip link add vx type vxlan help
ip link help vxlan
