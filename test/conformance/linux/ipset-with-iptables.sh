# One rule for a whole set of addresses, which changes without touching the rule.
ip netns add peer
ip link add eth0 type veth peer name eth0 netns peer
ip addr add 10.0.0.1/24 dev eth0
ip link set eth0 up
ip -n peer addr add 10.0.0.2/24 dev eth0
ip -n peer link set eth0 up
ipset create blocked hash:ip
iptables -A INPUT -m set --match-set blocked src -j REJECT
ip netns exec peer ping -c 1 -W 1 10.0.0.1
ipset add blocked 10.0.0.2
ip netns exec peer ping -c 1 -W 1 10.0.0.1
ipset test blocked 10.0.0.2
ipset del blocked 10.0.0.2
ip netns exec peer ping -c 1 -W 1 10.0.0.1 | grep received
ipset destroy blocked
iptables -S INPUT
