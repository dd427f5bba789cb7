# Rules see and change headers, owners, quotas and recent addresses of real packets.
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
ip -n a route add default via 10.0.1.1
ip -n b route add default via 10.0.2.1
ip netns exec r sysctl -w net.ipv4.ip_forward=1
ip netns exec r iptables -t mangle -A FORWARD -i r0 -j TTL --ttl-set 7
ip netns exec r iptables -t mangle -A FORWARD -i r1 -j TTL --ttl-dec 10
ip netns exec r iptables -t mangle -A PREROUTING -i r0 -j DSCP --set-dscp-class EF
ip netns exec b iptables -A INPUT -m ttl --ttl-eq 7
ip netns exec b iptables -A INPUT -m ttl --ttl-gt 7
ip netns exec b iptables -A INPUT -m ttl ! --ttl-eq 7
ip netns exec b iptables -A INPUT -m dscp --dscp-class EF
ip netns exec b iptables -A INPUT -m tos --tos 0xb8
ip netns exec b iptables -A INPUT -m tos --tos 0/3
ip netns exec b iptables -A INPUT -m length --length 84
ip netns exec b iptables -A INPUT -m length --length 85:
ip netns exec b iptables -A INPUT -m pkttype --pkt-type unicast
ip netns exec b iptables -A INPUT -m pkttype --pkt-type broadcast
ip netns exec b iptables -A OUTPUT -m owner --uid-owner 0
ip netns exec b iptables -A OUTPUT -m owner ! --uid-owner 0
ip netns exec b iptables -A OUTPUT -m owner ! --socket-exists
ip netns exec a iptables -A OUTPUT -m owner --uid-owner 0
ip netns exec a iptables -A OUTPUT -m owner --gid-owner 0-100
ip netns exec a iptables -A OUTPUT -m owner --uid-owner 1000
ip netns exec a iptables -A OUTPUT -m owner --socket-exists
ip netns exec a ping -c 2 -i 0.2 10.0.2.2
ip netns exec b iptables -nvL
ip netns exec a iptables -nvL OUTPUT
ip netns exec b iptables -F
ip netns exec b iptables -A INPUT -p icmp -m quota --quota 200 -j ACCEPT
ip netns exec b iptables -A INPUT -p icmp -j DROP
ip netns exec a ping -c 4 -i 0.2 -W 1 10.0.2.2
ip netns exec b iptables -nvL INPUT
ip netns exec b iptables -F
ip netns exec b iptables -A INPUT -m recent --name seen --rcheck --seconds 60 --hitcount 3 -j DROP
ip netns exec b iptables -A INPUT -m recent --name seen --set
ip netns exec a ping -c 6 -i 0.2 -W 1 10.0.2.2
ip netns exec b iptables -nvL INPUT
ip netns exec b iptables -F
ip netns exec b iptables -A INPUT -m recent --name x --remove
ip netns exec b iptables -A INPUT -m recent --name x --update
ip netns exec b iptables -A INPUT -m recent --name x ! --rcheck -m recent --name x --set
ip netns exec b iptables -A INPUT -m recent --name y --set --rdest
ip netns exec b iptables -A INPUT -m recent --name y --rcheck --rdest --rttl
ip netns exec a ping -c 3 -i 0.2 -W 1 10.0.2.2
ip netns exec b iptables -nvL INPUT
ip netns exec r iptables -t nat -A PREROUTING -d 10.9.9.0/24 -j NETMAP --to 10.0.2.0/24
ip -n a route add 10.9.9.0/24 via 10.0.1.1
ip netns exec a ping -c 1 10.9.9.2
ip netns exec r conntrack -L -p icmp 2>/dev/null | sed 's/id=[0-9]*/id=N/g; s/ 1 [0-9]* src/ 1 T src/' | sort
ip netns exec r iptables -t nat -A POSTROUTING -s 10.0.1.0/24 -j NETMAP --to 10.8.8.0/24
ip -n b route add 10.8.8.0/24 via 10.0.2.1
ip netns exec a ping -c 1 10.0.2.2
ip netns exec r conntrack -L -p icmp 2>/dev/null | sed 's/id=[0-9]*/id=N/g; s/ 1 [0-9]* src/ 1 T src/' | sort
ip netns exec r iptables -t nat -nvL
