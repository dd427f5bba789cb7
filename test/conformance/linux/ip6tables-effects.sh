# What rules of ip6tables do to real IPv6 packets.
ip netns add a
ip netns add b
ip link add a0 netns a type veth peer name b0 netns b
ip -n a addr add 2001:db8::1/64 dev a0 nodad
ip -n b addr add 2001:db8::2/64 dev b0 nodad
ip -n a link set a0 up
ip -n b link set b0 up
ip -n b link set lo up
sleep 2
ip netns exec a ping -c 1 2001:db8::2
ip netns exec b ip6tables -A INPUT -p icmpv6 --icmpv6-type echo-request -j DROP
ip netns exec b ip6tables -A INPUT -p tcp --dport 80 -j REJECT
ip netns exec b ip6tables -A INPUT -p tcp --dport 81 -j REJECT --reject-with tcp-reset
ip netns exec a ping -c 1 -W 1 2001:db8::2
ip netns exec b ip6tables -nvL INPUT | head -3
ip netns exec b ip6tables -R INPUT 1 -p icmpv6 --icmpv6-type echo-request -s 2001:db8::1 -j REJECT --reject-with icmp6-adm-prohibited
ip netns exec a ping -c 1 -W 1 2001:db8::2
ip netns exec b ip6tables -nvL INPUT | head -3
ip netns exec b ip6tables -P INPUT DROP
ip netns exec b ip6tables -F
ip netns exec b ip6tables -A INPUT -p icmpv6 -j ACCEPT
ip netns exec b ip6tables -A OUTPUT -m hl --hl-eq 64
ip netns exec b ip6tables -t mangle -A PREROUTING -i b0 -s 2001:db8::/64 -j MARK --set-mark 7
ip netns exec b ip6tables -A INPUT -m mark --mark 7
ip netns exec a ping -c 1 2001:db8::2
ip netns exec b ip6tables -A OUTPUT -d 2001:db8::1 -p icmpv6 --icmpv6-type echo-reply -j DROP
ip netns exec a ping -c 1 -W 1 2001:db8::2
ip netns exec b ip6tables -S
