# Three bridges in a triangle with STP: the lowest id is the root, and one port blocks so that no frame goes round.
ip link add br0 address 02:00:00:00:00:10 type bridge stp_state 1 forward_delay 200
ip link add br1 address 02:00:00:00:00:11 type bridge stp_state 1 forward_delay 200
ip link add br2 address 02:00:00:00:00:12 type bridge stp_state 1 forward_delay 200
ip link add a0 type veth peer name a1
ip link add b1 type veth peer name b2
ip link add c2 type veth peer name c0
ip link show br0 | grep -o 'state [A-Z]*'
ip link set a0 master br0
ip link set c0 master br0
ip link set a1 master br1
ip link set b1 master br1
ip link set b2 master br2
ip link set c2 master br2
brctl showstp br1
for d in a0 a1 b1 b2 c2 c0 br0 br1 br2; do ip link set $d up; done

bridge link
sleep 7
bridge link
brctl show
brctl showstp br0 | grep -vE 'timer|flags'
brctl showstp br1 | grep -vE 'timer|flags'
brctl showstp br2 | grep -vE 'timer|flags'
ip -d link show br1 | grep -o 'root_port.*detected .'
ip -d link show b2 | grep -oE 'designated_(port|cost|bridge|root) [^ ]*'
cat /sys/class/net/br1/bridge/root_port /sys/class/net/br1/bridge/root_id /sys/class/net/br1/bridge/root_path_cost
cat /sys/class/net/b2/brport/state /sys/class/net/b2/brport/designated_bridge /sys/class/net/b2/brport/designated_cost
