# How the different refusals look to nc and to ping.
ip netns add peer
ip link add eth0 type veth peer name eth0 netns peer
ip addr add 10.0.0.1/24 dev eth0
ip link set eth0 up
ip -n peer addr add 10.0.0.2/24 dev eth0
ip -n peer link set eth0 up
ip netns exec peer iptables -A INPUT -p icmp -j REJECT
ip netns exec peer iptables -A INPUT -p tcp --dport 80 -j REJECT
ip netns exec peer iptables -A INPUT -p tcp --dport 81 -j REJECT --reject-with tcp-reset
ip netns exec peer iptables -A INPUT -p tcp --dport 82 -j REJECT --reject-with icmp-host-prohibited
ip netns exec peer iptables -A INPUT -p tcp --dport 83 -j REJECT --reject-with icmp-net-unreachable
ip netns exec peer iptables -S INPUT
ping -c 1 -W 1 10.0.0.2
nc -vz 10.0.0.2 80
nc -vz 10.0.0.2 81
nc -vz 10.0.0.2 82
nc -vz 10.0.0.2 83
nc -vz 10.0.0.2 84
