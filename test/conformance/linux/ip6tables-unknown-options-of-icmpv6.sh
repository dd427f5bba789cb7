# An option that nobody knows after -p icmpv6, by each of its names.
ip6tables -A INPUT -p icmpv6 --foo
ip6tables -A INPUT -p ipv6-icmp --foo 5
ip6tables -A INPUT -p 58 --icmp-type 8
ip6tables -A INPUT -p icmpv6 -j TTL --ttl-set 9
ip6tables -A INPUT -p icmpv6 --icmpv6-type echo-request --foo
ip6tables -A INPUT -p icmpv6 -m icmp6 --foo
ip6tables -A INPUT -p icmpv6 -m icmpv6 --icmpv6-type 128 -m ipv6-icmp --icmpv6-type 129
ip6tables -S
