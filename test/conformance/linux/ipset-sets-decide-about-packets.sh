# Rules look sets up, count in them and fill them.
ip netns add a
ip netns add r
ip netns add b
ip link add a0 netns a type veth peer name r0 netns r
ip link add b0 netns b type veth peer name r1 netns r
ip -n a addr add 10.0.1.2/24 dev a0
ip -n b addr add 10.0.2.2/24 dev b0
ip -n r addr add 10.0.1.1/24 dev r0
ip -n r addr add 10.0.2.1/24 dev r1
ip -n a link set a0 up
ip -n b link set b0 up
ip -n r link set r0 up
ip -n r link set r1 up
ip -n a link set lo up
ip -n a route add default via 10.0.1.1
ip -n b route add default via 10.0.2.1
ip netns exec r sysctl -w net.ipv4.ip_forward=1
ip netns exec r ipset create bad hash:ip counters initval 1
ip netns exec r ipset create nets hash:net counters initval 1
ip netns exec r ipset create seen hash:ip timeout 0 counters initval 1
ip netns exec r ipset create both list:set
ip netns exec r ipset create dev hash:net,iface initval 1
ip netns exec r ipset add both bad
ip netns exec r ipset add both nets
ip netns exec r ipset add nets 10.0.0.0/8
ip netns exec r ipset add nets 10.0.2.0/24 nomatch
ip netns exec r ipset add dev 10.0.1.0/24,r0
ip netns exec r iptables -A FORWARD -m set --match-set bad src -j DROP
ip netns exec r iptables -A FORWARD -m set --match-set nets src
ip netns exec r iptables -A FORWARD -m set --match-set nets dst
ip netns exec r iptables -A FORWARD -m set --match-set nets dst --return-nomatch
ip netns exec r iptables -A FORWARD -m set ! --match-set nets dst
ip netns exec r iptables -A FORWARD -m set --match-set both src
ip netns exec r iptables -A FORWARD -m set --match-set dev src,src
ip netns exec r iptables -A FORWARD -m set --match-set dev src,dst
ip netns exec r iptables -A FORWARD -m set --match-set dev src
ip netns exec r iptables -A FORWARD -j SET --add-set seen src --exist
ip netns exec a ping -c 2 -i 0.2 10.0.2.2
ip netns exec r iptables -nvL FORWARD
ip netns exec r ipset list seen -s
ip netns exec r ipset list nets
ip netns exec r ipset add bad 10.0.1.2
ip netns exec a ping -c 1 -W 1 10.0.2.2
ip netns exec r iptables -nvL FORWARD
ip netns exec r ipset list bad
ip netns exec r ipset list
ip netns exec r iptables -I FORWARD -m set --match-set seen src --packets-gt 1
ip netns exec r iptables -I FORWARD -m set --match-set bad src ! --update-counters
ip netns exec r ipset flush bad
ip netns exec a ping -c 1 -W 1 10.0.2.2
ip netns exec r iptables -nvL FORWARD
ip netns exec r ipset list seen -s
