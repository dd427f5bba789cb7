# A port that leaves the bridge is an ordinary device again.
ip link add br0 type bridge
ip link add v0 type veth peer name v1
ip link set v0 master br0
ip link set v0 master br0
bridge link show dev v0 | grep -o 'master br0'
ip link set v0 nomaster
bridge link
ip link set v0 nomaster
ip link set br0 master br0
ip link add br1 type bridge
ip link set br1 master br0
ip link set v0 master br0
ip link set v0 master br1
ip -br link show master br1 | awk '{print $1}'
ip link del br1
ip -br link show v0 | awk '{print $1}'
