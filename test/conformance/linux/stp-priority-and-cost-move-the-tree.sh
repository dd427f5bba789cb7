# The bridge with the lowest priority becomes the root, and a cheaper way to it wins.
ip link add br0 address 02:00:00:00:00:10 type bridge stp_state 1 forward_delay 200
ip link add br1 address 02:00:00:00:00:11 type bridge stp_state 1 forward_delay 200
ip link add br2 address 02:00:00:00:00:12 type bridge stp_state 1 forward_delay 200
ip link add a0 master br0 type veth peer name a1 master br1
ip link add b1 master br1 type veth peer name b2 master br2
ip link add c2 master br2 type veth peer name c0 master br0
ip link set a1 master br1
ip link set b2 master br2
ip link set c0 master br0
for d in a0 a1 b1 b2 c2 c0 br0 br1 br2; do ip link set $d up; done

sleep 7
bridge link | sort -n
ip link set br2 type bridge priority 4096
sleep 7
bridge link | sort -n
brctl showstp br0 | grep -vE 'timer|flags'
brctl setpathcost br1 b1 50
sleep 7
bridge link | sort -n
brctl showstp br1 | grep -vE 'timer|flags'
brctl setbridgeprio br1 0
sleep 7
bridge link | sort -n
brctl show
