ip netns add r1; ip netns add r2; ip netns add far
ip link add up1 type veth peer name e0 netns r1
ip link add up2 type veth peer name e0 netns r2
ip -n r1 link add f1 type veth peer name p1 netns far
ip -n r2 link add f2 type veth peer name p2 netns far
ip link set lo up; ip link set up1 up; ip link set up2 up
for n in r1 r2 far; do for d in lo e0 f1 f2 p1 p2; do ip -n $n link set $d up 2>/dev/null; done; done
ip addr add 10.1.0.1/24 dev up1; ip addr add 10.2.0.1/24 dev up2
ip -n r1 addr add 10.1.0.254/24 dev e0; ip -n r2 addr add 10.2.0.254/24 dev e0
ip -n r1 addr add 10.11.0.1/24 dev f1; ip -n r2 addr add 10.12.0.1/24 dev f2
ip -n far addr add 10.11.0.2/24 dev p1; ip -n far addr add 10.12.0.2/24 dev p2; ip -n far addr add 9.9.9.9/32 dev lo
ip netns exec r1 sysctl -qw net.ipv4.ip_forward=1; ip netns exec r2 sysctl -qw net.ipv4.ip_forward=1
ip -n far route add 10.1.0.0/24 via 10.11.0.1; ip -n far route add 10.2.0.0/24 via 10.12.0.1
ip -n r1 route add 9.9.9.9 via 10.11.0.2; ip -n r2 route add 9.9.9.9 via 10.12.0.2
ip route add default via 10.1.0.254
ip route add default via 10.2.0.254 table 200
ip rule add from 10.2.0.1 table 200 pref 100
ping -c1 9.9.9.9
traceroute -n 9.9.9.9
ping -c1 -I 10.2.0.1 9.9.9.9
traceroute -n -s 10.2.0.1 9.9.9.9
ip rule add fwmark 5 table 200 pref 101
iptables -t mangle -A OUTPUT -p icmp -j MARK --set-mark 5
ping -c1 -W1 9.9.9.9
ip route get 9.9.9.9 mark 5
ip -n far route add 10.1.0.1/32 via 10.12.0.1
ip -n r2 route add 10.1.0.0/24 via 10.2.0.1
ping -c1 9.9.9.9
iptables -t mangle -L OUTPUT -v -n
iptables -t nat -A POSTROUTING -o up2 -j MASQUERADE
ping -c1 9.9.9.9
iptables -t mangle -F
ip rule add to 9.9.9.9 prohibit pref 50
ping -c1 -W1 9.9.9.9
ip rule del pref 50
ip rule add to 9.9.9.9 blackhole pref 50
ping -c1 -W1 9.9.9.9
ip rule del pref 50
ip rule add to 9.9.9.9 unreachable pref 50
ping -c1 -W1 9.9.9.9
ip rule del pref 50
ip rule add ipproto icmp unreachable pref 51
ping -c1 -W1 9.9.9.9
ip rule del pref 51
ip rule add ipproto udp dport 33434-33500 table 200 pref 52
traceroute -n -q1 9.9.9.9
ip netns exec r1 ip rule add from 10.1.0.0/24 prohibit pref 9
ping -c1 -W1 9.9.9.9
ip netns exec r1 ip rule del pref 9
ip netns exec r1 ip rule add from 10.1.0.0/24 unreachable pref 9
ping -c1 -W1 9.9.9.9
ip netns exec r1 ip rule del pref 9
ip netns exec r1 ip rule add from 10.1.0.0/24 blackhole pref 9
ping -c1 -W1 9.9.9.9
ip netns exec r1 ip rule del pref 9
ip netns exec r1 ip rule add iif e0 table 77 pref 9
ip -n r1 route add throw 9.0.0.0/8 table 77
ping -c1 -W1 9.9.9.9
ip -n r1 route add unreachable 9.9.9.0/24 table 77
ping -c1 -W1 9.9.9.9
