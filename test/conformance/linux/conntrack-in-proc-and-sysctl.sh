# The kernel's own files about connections: the table, its size, its counters, its timeouts.
ip link set lo up
cat /proc/net/nf_conntrack
sysctl net.netfilter.nf_conntrack_count
iptables -A INPUT -m conntrack --ctstate NEW
ip6tables -A INPUT -m conntrack --ctstate NEW
ping -c 1 -e 5 127.0.0.1 > /dev/null
sed -E 's/icmp     1 [0-9]+/icmp     1 T/' /proc/net/nf_conntrack
sysctl net.netfilter.nf_conntrack_count
conntrack -F
sysctl -w net.netfilter.nf_conntrack_acct=1
ping -c 2 -i 0.2 -e 6 ::1 > /dev/null
sed -E 's/58 [0-9]+/58 T/' /proc/net/nf_conntrack
conntrack -L -f ipv6 | sed -E 's/^((ipv[46] +[0-9]+ )?[a-z0-9]+ +[0-9]+) [0-9]+ /\1 T /'
cat /proc/sys/net/netfilter/nf_conntrack_count
cat /proc/net/stat/nf_conntrack
sysctl -w net.netfilter.nf_conntrack_count=0
sysctl -w net.netfilter.nf_conntrack_icmp_timeout=3
ping -c 1 -e 7 127.0.0.1 > /dev/null
sleep 4
conntrack -L -p icmp
sysctl -w net.netfilter.nf_conntrack_checksum=5
sysctl -w net.netfilter.nf_conntrack_acct=5
sysctl -w net.netfilter.nf_conntrack_events=3
sysctl -w net.netfilter.nf_conntrack_timestamp=2
sysctl -w net.netfilter.nf_conntrack_log_invalid=256
sysctl -w net.netfilter.nf_conntrack_log_invalid=6
sysctl -w net.netfilter.nf_conntrack_tcp_loose=2
sysctl -w net.netfilter.nf_conntrack_tcp_max_retrans=256
sysctl -w net.netfilter.nf_conntrack_udp_timeout=x
sysctl -w net.netfilter.nf_conntrack_tcp_timeout_established=600
ip netns add a
ip netns exec a sysctl net.netfilter.nf_conntrack_tcp_timeout_established
ip netns exec a sysctl -w net.netfilter.nf_conntrack_max=10
ip netns exec a sysctl net.netfilter.nf_conntrack_max
ip netns exec a cat /proc/net/nf_conntrack
