# guard switches a port off that hears STP, root_block keeps a port from leading to a root, and STP alone sets states.
ip link add br0 address 02:00:00:00:00:10 type bridge stp_state 1 forward_delay 200
ip link add br1 address 02:00:00:00:00:11 type bridge stp_state 1 forward_delay 200
ip link add a0 type veth peer name a1
ip link set a0 master br0
ip link set a1 master br1
for d in a0 a1 br0 br1; do ip link set $d up; done

sleep 5
bridge link
bridge link set dev a1 state blocking
bridge link set dev a1 root_block on
sleep 3
bridge link
brctl showstp br1 | grep -vE 'timer|flags'
bridge link set dev a1 root_block off guard on
sleep 3
bridge link
ip link show br1 | grep -o 'state [A-Z]*'
ip link set a1 down
bridge link set dev a1 guard off
ip link set a1 up
sleep 6
bridge link
