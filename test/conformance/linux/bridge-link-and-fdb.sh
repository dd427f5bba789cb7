bridge
bridge link
bridge fdb
ip netns add red
ip link add br0 address 02:00:00:00:00:10 type bridge
ip link add p0 address 02:00:00:00:00:01 type veth peer name q0 address 02:00:00:00:00:02 netns red
ip link set p0 master br0
ip link set br0 up
bridge link
ip link set p0 up
bridge link
ip -n red link set q0 up
bridge link
bridge link show dev p0
bridge -d link
bridge -o link
bridge -j link
bridge link show dev lo
bridge link show dev nosuch
ip addr add 10.0.0.1/24 dev br0
ip -n red addr add 10.0.0.2/24 dev q0
ip netns exec red ping -c 1 10.0.0.1
bridge fdb show br br0 | grep -v 33:33 | grep -v 01:00
bridge fdb show dev p0 | grep -v 33:33 | grep -v 01:00
bridge fdb show dynamic
bridge -j fdb show dynamic
bridge -s fdb show br br0 dynamic
bridge fdb add 02:00:00:00:00:99 dev p0 master static
bridge fdb add 02:00:00:00:00:98 dev p0 master
bridge fdb show dev p0 | grep 02:00:00:00:00:9
bridge fdb add 02:00:00:00:00:99 dev p0 master static
bridge fdb del 02:00:00:00:00:99 dev p0 master
bridge fdb del 02:00:00:00:00:99 dev p0 master
bridge fdb add 02:00:00:00:00:99 dev nosuch
bridge fdb add zz dev p0
bridge fdb add
bridge fdb frob
bridge frob
bridge link set dev p0 cost 50
bridge link show dev p0
bridge link set dev p0 hairpin on learning off flood off
bridge -d link show dev p0
bridge link set dev p0 state 0
bridge link show dev p0
bridge vlan
