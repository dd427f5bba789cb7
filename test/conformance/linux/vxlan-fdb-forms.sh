ip link add v0 type veth peer name v1
ip link set v1 up
ip link set v0 up
ip addr add 10.0.0.1/24 dev v0
ip link add vxlan0 type vxlan id 42 dev v0 local 10.0.0.1 dstport 4789 nolearning
ip link add vxnolow type vxlan id 43 dstport 4789
ip link add vxext type vxlan external dstport 4790
bridge fdb show dev vxlan0
bridge fdb add 00:00:00:00:00:00 dev vxlan0 dst 10.0.0.2
bridge fdb add 00:00:00:00:00:00 dev vxlan0 dst 10.0.0.3
bridge fdb append 00:00:00:00:00:00 dev vxlan0 dst 10.0.0.3
bridge fdb append 00:00:00:00:00:00 dev vxlan0 dst 10.0.0.3
bridge fdb show dev vxlan0
bridge fdb add 02:00:00:00:00:01 dev vxlan0 dst 10.0.0.2
bridge fdb add 02:00:00:00:00:01 dev vxlan0 dst 10.0.0.2
bridge fdb add 02:00:00:00:00:01 dev vxlan0 dst 10.0.0.3
bridge fdb append 02:00:00:00:00:01 dev vxlan0 dst 10.0.0.3
bridge fdb replace 02:00:00:00:00:01 dev vxlan0 dst 10.0.0.3
bridge fdb replace 02:00:00:00:00:02 dev vxlan0 dst 10.0.0.3 vni 100 port 8472 via v0
bridge fdb replace 00:00:00:00:00:00 dev vxlan0 dst 10.0.0.9
bridge fdb add 02:00:00:00:00:03 dev vxlan0 dst 10.0.0.3 dynamic
bridge fdb add 02:00:00:00:00:04 dev vxlan0 dst 10.0.0.3 static
bridge fdb add 02:00:00:00:00:05 dev vxlan0 dst 10.0.0.3 self permanent
bridge fdb add 02:00:00:00:00:06 dev vxlan0
bridge fdb add 02:00:00:00:00:07 dev vxlan0 dst 239.1.1.1
bridge fdb add 02:00:00:00:00:08 dev vxlan0 dst 10.0.0.3 router
bridge fdb add 02:00:00:00:00:09 dev vxlan0 dst 10.0.0.3 extern_learn
bridge fdb add 02:00:00:00:00:0a dev vxlan0 dst 10.0.0.3 use
bridge fdb add 02:00:00:00:00:0b dev vxlan0 dst 10.0.0.3 src_vni 7
bridge fdb add 02:00:00:00:00:0c dev vxlan0 dst 10.0.0.3 sticky
bridge fdb add 02:00:00:00:00:0d dev vxlan0 dst 10.0.0.3 vlan 5
bridge fdb add 02:00:00:00:00:0e dev vxlan0 dst 10.0.0.3 local
bridge fdb add 01:00:5e:01:01:01 dev vxlan0 dst 10.0.0.3
bridge fdb add 02:00:00:00:00:10 dev vxlan0 dst fe80::1
bridge fdb add 02:00:00:00:00:11 dev vxlan0 dst nosuch
bridge fdb add 02:00:00:00:00:12 dev vxlan0 dst 10.0.0.3 port http
bridge fdb add 02:00:00:00:00:13 dev vxlan0 dst 10.0.0.3 port 99999
bridge fdb add 02:00:00:00:00:14 dev vxlan0 dst 10.0.0.3 vni 16777216
bridge fdb add 02:00:00:00:00:15 dev vxlan0 dst 10.0.0.3 via nosuch
bridge fdb add 02:00:00:00:00:16 dev vxlan0 dst 10.0.0.3 master
bridge fdb add 02:00:00:00:00:17 dev vxlan0 port 4789
bridge fdb add 02:00:00:00:00:18 dev vxlan0 dst 10.0.0.3 dst 10.0.0.4
bridge fdb add 02:00:00:00:00:19 dev vxlan0 vni 7
bridge fdb add 02:00:00:00:00:1a dev vxlan0 dst 10.0.0.3 nhid 5
bridge fdb add 02:00:00:00:00:1c dev v0 dst 10.0.0.3
bridge fdb add 02:00:00:00:00:1d dev vxlan0 via v0
bridge fdb show dev vxlan0
bridge -d fdb show dev vxlan0
bridge -s fdb show dev vxlan0
bridge -j -p fdb show dev vxlan0
bridge fdb show dev vxlan0 dynamic
bridge fdb show dev vxlan0 state permanent
bridge fdb show dev vxlan0 state static
bridge fdb show br vxlan0
bridge fdb get 02:00:00:00:00:01 dev vxlan0
bridge fdb get 02:00:00:00:00:01 dev vxlan0 self
bridge fdb get 02:00:00:00:00:99 dev vxlan0 self
bridge fdb del 02:00:00:00:00:01 dev vxlan0
bridge fdb del 02:00:00:00:00:01 dev vxlan0
bridge fdb del 02:00:00:00:00:02 dev vxlan0 dst 10.0.0.3
bridge fdb del 02:00:00:00:00:02 dev vxlan0 dst 10.0.0.3 vni 100 port 8472 via v0
bridge fdb del 00:00:00:00:00:00 dev vxlan0 dst 10.0.0.2
bridge fdb show dev vxlan0
bridge fdb del 00:00:00:00:00:00 dev vxlan0
bridge fdb add 02:00:00:00:00:01 dev vxnolow dst 10.0.0.2
bridge fdb add 02:00:00:00:00:02 dev vxnolow dst 10.0.0.2 via v0
bridge fdb show dev vxnolow
bridge fdb add 02:00:00:00:00:01 dev vxext dst 10.0.0.2 src_vni 7
bridge fdb add 02:00:00:00:00:02 dev vxext dst 10.0.0.2 src_vni 7 vni 8
bridge fdb add 02:00:00:00:00:03 dev vxext dst 10.0.0.2
bridge fdb show dev vxext
bridge -j fdb show dev vxext
bridge fdb flush dev vxlan0
bridge fdb show dev vxlan0
bridge fdb flush dev vxlan0 self
bridge fdb flush dev vxlan0 self permanent
bridge fdb flush dev vxlan0 self static
bridge fdb flush dev vxlan0 vlan 5 self
bridge fdb show dev vxlan0
bridge fdb flush dev vxnolow
bridge fdb show dev vxnolow
bridge fdb help
