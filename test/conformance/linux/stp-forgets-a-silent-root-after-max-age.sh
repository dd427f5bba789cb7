# A root that stops talking is forgotten after max_age; until then its times count on every bridge.
ip link add br0 address 02:00:00:00:00:10 type bridge stp_state 1 forward_delay 200 max_age 600 hello_time 100
ip link add br1 address 02:00:00:00:00:11 type bridge stp_state 1 forward_delay 300
ip link add a0 type veth peer name a1
ip link set a0 master br0
ip link set a1 master br1
for d in a0 a1 br0 br1; do ip link set $d up; done

sleep 6
bridge link
brctl showstp br1 | grep -vE 'timer|flags'
ip link set br0 type bridge stp_state 0
sleep 2
brctl showstp br1 | grep -vE 'timer|flags'
sleep 9
brctl showstp br1 | grep -vE 'timer|flags'
bridge link
ip link set br0 type bridge stp_state 1
sleep 5
brctl showstp br1 | grep -E 'designated root|max age|hello time|forward delay  '
