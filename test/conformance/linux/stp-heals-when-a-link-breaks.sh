# The blocked port takes over when a link of the triangle goes down.
ip link add br0 address 02:00:00:00:00:10 type bridge stp_state 1 forward_delay 200
ip link add br1 address 02:00:00:00:00:11 type bridge stp_state 1 forward_delay 200
ip link add br2 address 02:00:00:00:00:12 type bridge stp_state 1 forward_delay 200
ip link add a0 type veth peer name a1
ip link add b1 type veth peer name b2
ip link add c2 type veth peer name c0
ip link set a0 master br0
ip link set c0 master br0
ip link set a1 master br1
ip link set b1 master br1
ip link set b2 master br2
ip link set c2 master br2
for d in a0 a1 b1 b2 c2 c0 br0 br1 br2; do ip link set $d up; done

sleep 7
bridge link
ip link set c2 down
bridge link
sleep 7
bridge link
brctl showstp br2 | grep -vE 'timer|flags'
ip link set c2 up
sleep 7
bridge link
ip link set br0 down
bridge link
brctl showstp br0
