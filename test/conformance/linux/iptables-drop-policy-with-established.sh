# Nothing comes in, but the answers to what went out do.
ip netns add peer
ip link add eth0 type veth peer name eth0 netns peer
ip addr add 10.0.0.1/24 dev eth0
ip link set eth0 up
ip -n peer addr add 10.0.0.2/24 dev eth0
ip -n peer link set eth0 up
iptables -P INPUT DROP
ping -c 1 -W 0.3 10.0.0.2
iptables -A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
ping -c 1 -W 1 10.0.0.2
ip netns exec peer ping -c 1 -W 0.3 10.0.0.1
iptables -A INPUT -p icmp --icmp-type echo-request -j ACCEPT
ip netns exec peer ping -c 1 -W 1 10.0.0.1
iptables -S
