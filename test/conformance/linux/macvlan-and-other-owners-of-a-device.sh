ip link add p0 address 02:00:00:00:00:01 type veth peer name p1
ip link add br0 type bridge
ip link add link p0 name m0 address 02:00:00:00:00:aa type macvlan mode bridge
ip link set p0 master br0
ip link add link p0 name m1 address 02:00:00:00:00:aa type macvlan mode bridge
ip link set m0 up
ip link set m1 up
ip link set m1 address 02:00:00:00:00:01
ip link set m1 up
ip link set m1 address 02:00:00:00:00:bb
ip link set m1 up
ip link set m1 address 02:00:00:00:00:aa
ip -br link show type macvlan
ip link set m1 master br0
ip link show master br0
ip link set m1 nomaster
ip link del m0
ip link del m1
ip link set p0 master br0
ip link add link p0 name m2 type macvlan mode bridge
ip link add link br0 name m3 type macvlan mode bridge
ip link show m3
ip link add link m3 name m4 type macvlan mode bridge
ip link show m4
ip -d link show br0
ip link del br0
ip -br link
