# Rules that look at the way back to the sender, and for text in packets.
iptables -m rpfilter -h | tail -6
iptables -m string -h | tail -8
iptables -t raw -A PREROUTING -m rpfilter -j ACCEPT
iptables -t raw -A PREROUTING -m rpfilter --invert -j DROP
iptables -t raw -A PREROUTING -m rpfilter --loose --validmark --accept-local --invert -j DROP
iptables -t mangle -A PREROUTING -m rpfilter -j ACCEPT
iptables -A INPUT -m rpfilter -j ACCEPT
iptables -t raw -A OUTPUT -m rpfilter -j ACCEPT
iptables -t raw -S
iptables -t raw -L -n
iptables -A INPUT -m string --string abc --algo bm -j DROP
iptables -A INPUT -m string --string "GET /admin" --algo kmp --from 40 --to 100 --icase -j DROP
iptables -A INPUT -m string ! --string abc --algo bm
iptables -A INPUT -m string --hex-string "|0d0a|abc|20|" --algo bm
iptables -A INPUT -m string --hex-string "|616263|" --algo bm
iptables -A INPUT -m string --string abc
iptables -A INPUT -m string --algo bm
iptables -A INPUT -m string --string abc --hex-string abc --algo bm
iptables -A INPUT -m string --hex-string "|0g|" --algo bm
iptables -A INPUT -m string --hex-string "|0" --algo bm
iptables -A INPUT -m string --string 'it"s' --algo bm
iptables -A INPUT -m string --string '' --algo bm
iptables -A INPUT -m string --string abc --algo bm --from 70000
iptables -S INPUT
iptables -L INPUT -n
iptables -F; iptables -t raw -F; iptables -t mangle -F
ip link set lo up
iptables -A INPUT -p icmp -m string --string "abc" --algo bm -j DROP
ping -c1 -W1 127.0.0.1
iptables -F INPUT; iptables -A INPUT -p udp -m string --string SECRET --algo kmp --icase
echo "my secret" | nc -u -w1 127.0.0.1 9999
echo "my public" | nc -u -w1 127.0.0.1 9999
iptables -nvL INPUT
ip netns add red; ip link add veth0 type veth peer name veth1 netns red; ip addr add 10.0.0.1/24 dev veth0; ip link set veth0 up; ip -n red addr add 10.0.0.2/24 dev veth1; ip -n red addr add 10.9.9.9/32 dev lo;  ip -n red link set veth1 up; ip -n red link set lo up; ip -n red addr add 10.9.9.9/32 dev veth1
sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0 net.ipv4.conf.veth0.rp_filter=0
iptables -t raw -A PREROUTING -m rpfilter --invert -j DROP
ip netns exec red ping -c1 -W1 10.0.0.1
ip netns exec red ping -c1 -W1 -I 10.9.9.9 10.0.0.1
ip route add 10.9.9.9 dev veth0
ip netns exec red ping -c1 -W1 -I 10.9.9.9 10.0.0.1
iptables -t raw -nvL PREROUTING
iptables-save -t raw | grep rpfilter
ip6tables -t raw -A PREROUTING -m rpfilter --invert -j DROP
ip6tables -t raw -S PREROUTING
ip6tables -A INPUT -m string --hex-string '|de ad|' --algo kmp
ip6tables -S INPUT
