ip link add br0 address 02:00:00:00:00:10 type bridge
ip link show br0
ip link show type bridge
ip -d link show br0 | sed -n 1,2p | sed 's/ gso_max_size.*//'
ip link set br0 up
ip link show br0
ip -br link show br0
ip link add p0 address 02:00:00:00:00:01 type veth peer name q0 address 02:00:00:00:00:02
ip link set p0 master br0
ip link show p0
ip link set p0 up
ip link show br0
ip link set q0 up
ip link show br0
ip link show p0
ip -d link show p0 | sed 's/num[tr]xqueues [0-9]* //g; s/ gso_max_size.*//; s/ forward_delay_timer *[0-9.]*//'
ip link show master br0
ip -j link show p0
ip link set p0 nomaster
ip link show p0
ip link show br0
ip link set dev p0 master br0
ip link add br1 type bridge stp_state 1 ageing_time 1000
ip -d link show br1 | grep -o 'ageing_time [0-9]* stp_state [0-9]*'
ip link set br0 type bridge stp_state 1
ip -d link show br0 | grep -o 'stp_state [0-9]*'
ip link del br0
ip link show p0
