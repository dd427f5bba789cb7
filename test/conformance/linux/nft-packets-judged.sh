ip netns add a
ip netns add b
ip link add va type veth peer name vb
ip link set va netns a
ip link set vb netns b
ip -n a addr add 10.0.0.1/24 dev va
ip -n b addr add 10.0.0.2/24 dev vb
ip -n b addr add 10.0.0.3/24 dev vb
ip -n a link set va up
ip -n b link set vb up
ip -n a link set lo up
ip -n b link set lo up
ip netns exec a ping -c1 -W1 10.0.0.2 | tail -3 | head -1
ip netns exec b nft add table inet f
ip netns exec b nft add chain inet f in '{ type filter hook input priority 0 ; policy drop ; }'
ip netns exec a ping -c1 -W1 10.0.0.2 | tail -3 | head -1
ip netns exec b nft add rule inet f in icmp type echo-request counter accept
ip netns exec a ping -c1 -W1 10.0.0.2 | tail -3 | head -1
ip netns exec b nft list ruleset
ip netns exec b nft add rule inet f in tcp dport 80 counter reject
ip netns exec a nc -w1 -zv 10.0.0.2 80
ip netns exec b nft insert rule inet f in ct state vmap '{ established : accept, related : accept }'
ip netns exec b nft add rule inet f in tcp dport 81 counter reject with tcp reset
ip netns exec a nc -w1 -zv 10.0.0.2 81
ip netns exec b nft list chain inet f in
ip netns exec a nft -f - <<'X'
table ip n {
	set servers { type ipv4_addr; flags interval; elements = { 10.0.0.2-10.0.0.3 } }
	chain out { type nat hook output priority -100; tcp dport 99 dnat to 10.0.0.2:81
		ip daddr 9.9.9.9 counter dnat to 10.0.0.3; }
	chain c { type filter hook output priority 0;
		ip daddr @servers counter packets 0 bytes 0
	}
}
X

ip -n a route add 9.9.9.9 dev va
ip netns exec a ping -c1 -W1 9.9.9.9 | tail -3 | head -1
ip netns exec a nft list table ip n
ip netns exec a iptables -A OUTPUT -d 10.0.0.2 -j DROP
ip netns exec a ping -c1 -W1 10.0.0.2 | tail -3 | head -1
ip netns exec a nft list tables
ip netns exec a nft list table ip filter
ip netns exec a nft flush ruleset
ip netns exec a iptables -S
ip netns exec a ping -c1 -W1 10.0.0.2 | tail -3 | head -1
