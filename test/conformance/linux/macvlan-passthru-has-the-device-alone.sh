ip link add p0 address 02:00:00:00:00:01 type veth peer name p1 address 02:00:00:00:00:02
ip link set p0 up
ip link set p1 up
ip link add link p0 name m0 type macvlan mode passthru
ip -d link show m0
ip link set m0 up
ip -d link show p0
ip link add link p0 name m1 type macvlan mode bridge
ip link add link p0 name m1 type macvlan mode passthru
ip link set m0 type macvlan mode bridge
ip link set m0 address 02:00:00:00:00:0a
ip link show p0
ip link set p0 address 02:00:00:00:00:0b
ip link show m0
ip link set m0 type macvlan mode passthru flag nopromisc
ip -d link show m0
ip -d link show p0
ip netns add red
ip link set p1 netns red
ip -n red link set p1 up
ip -n red addr add 10.0.0.2/24 dev p1
ip addr add 10.0.0.1/24 dev m0
ping -c 1 10.0.0.2
ip -n red neigh
ip link del m0
ip link add link p0 name m1 type macvlan mode bridge
ip -br link show type macvlan
