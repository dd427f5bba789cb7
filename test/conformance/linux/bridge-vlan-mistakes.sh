ip link add br0 type bridge
ip link add v0 type veth peer name v1
ip link set v0 master br0
bridge vlan help
bridge vlan foo
bridge vlan
bridge vlan show dev v0
bridge vlan show dev nodev
bridge -j vlan show
bridge -s vlan show
bridge -d vlan show
bridge vlan tunnelshow
bridge vlan add vid 5000 dev v0
bridge vlan add vid 0 dev v0
bridge vlan add vid x dev v0
bridge vlan add dev v0
bridge vlan add vid 10
bridge vlan add vid
bridge vlan add vid 10 dev nodev
bridge vlan add vid 20-10 dev v0
bridge vlan add vid 10-20 dev v0 pvid
bridge vlan add vid 10 dev v1
bridge vlan add vid 10 dev v1 self
bridge vlan add vid 10 dev br0
bridge vlan del vid 10 dev v1
ip link set br0 type bridge vlan_filtering
ip link set br0 type bridge vlan_filtering x
ip link set br0 type bridge vlan_filtering 300
ip link set br0 type bridge vlan_protocol foo
ip link set br0 type bridge vlan_default_pvid x
ip link set br0 type bridge vlan_default_pvid 70000
