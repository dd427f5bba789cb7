ip link show eth0
ip link show dev eth0
ip link set eth0 up
ip link set nosuch down
ip link del nosuch
ip link del lo
ip link add
ip link add v0
ip link add v0 type
ip link add v0 type nosuchtype
ip link add lo type veth
ip link add v0 type veth peer name v0
ip link add v0 type veth peer name lo
ip link add averyveryverylongname type veth
ip link add v0 type veth peer name averyveryverylongname
ip link add 'a b' type veth
ip link add a/b type bridge
ip link add v0 type veth peer
ip link set
ip link set dev
ip link set lo
ip link set lo upp
ip link set lo mtu abc
ip link set lo address zz:zz
ip link set lo address 02:00:00:00:00:01:02
ip link set lo netns nosuch
ip link set lo master nosuch
ip link set lo name
ip link set lo name eth9
ip netns add red
ip link set lo netns red
ip link frob
ip link show type nosuch
ip link show master nosuch
ip link show master lo
ip link set lo nomaster
ip link add br0 type bridge
ip link add br0 type bridge
ip link set br0 master br0
ip link set lo master br0
ip link add br1 type bridge
ip link set br1 master br0
ip link set br0 mtu 10
ip link set br0 mtu 99999999
