ip link help macvlan
ip link add p0 type veth peer name p1
ip link add link p0 type macvlan
ip link add link p0 type macvlan mode bridge
ip -d link show type macvlan
ip -j -d link show macvlan0
ip link add link p0 name m0 type macvlan mode
ip link add link p0 name m0 type macvlan mode foo
ip link add link p0 name m0 type macvlan mode bridge foo
ip link add link p0 name m0 type macvlan help
ip link add link p0 name m0 type macvlan flag foo
ip link add link p0 name m0 type macvlan mode bridge flag nopromisc
ip link add link p0 name m0 type macvlan bcqueuelen x
ip link add link p0 name m0 type macvlan bcqueuelen -1
ip link add link p0 name m0 type macvlan macaddr foo
ip link add link lo name m0 type macvlan
ip link add link nodev name m0 type macvlan
ip link add name m0 type macvlan
ip link add link p0 name m0 mtu 2000 type macvlan
ip link add link p0 name m0 mtu 20 type macvlan
ip link add link p0 name m0 address 01:00:00:00:00:01 type macvlan
ip link add link p0 name macvlan0 type macvlan
ip link add link p0 name m0 index 77 mtu 1000 txqueuelen 5 alias hi type macvlan mode private flag nodst bcqueuelen 2000
ip -d link show m0
ip link set m0 type macvlan mode vepa
ip link set m0 type macvlan bcqueuelen 500
ip -d link show m0
ip link set m0 type macvlan
ip link set m0 type macvlan mode passthru
ip link set p0 type macvlan mode bridge
ip link set m0 type vlan id 3
ip link del m0 type macvlan
ip link del macvlan1
ip link show type macvlan
