# What the filter table does to packets of this host and of two namespaces with this host between them.
ip link set lo up
ip netns add red
ip netns add blue
ip link add v-red type veth peer name eth0 netns red
ip link add v-blue type veth peer name eth0 netns blue
ip addr add 10.1.0.1/24 dev v-red
ip addr add 10.2.0.1/24 dev v-blue
ip link set v-red up
ip link set v-blue up
ip -n red addr add 10.1.0.2/24 dev eth0
ip -n blue addr add 10.2.0.2/24 dev eth0
ip -n red link set eth0 up
ip -n blue link set eth0 up
ip -n red route add default via 10.1.0.1
ip -n blue route add default via 10.2.0.1
sysctl -w net.ipv4.ip_forward=1
ip netns exec red ping -c 1 10.2.0.2
iptables -A FORWARD -s 10.1.0.0/24 -d 10.2.0.0/24 -p icmp -j DROP
ip netns exec red ping -c 1 -W 1 10.2.0.2
iptables -L FORWARD -n -v
iptables -F FORWARD
iptables -A FORWARD -p icmp -j REJECT
ip netns exec red ping -c 1 -W 1 10.2.0.2
iptables -R FORWARD 1 -p icmp -j REJECT --reject-with icmp-host-prohibited
ip netns exec red ping -c 1 -W 1 10.2.0.2
iptables -R FORWARD 1 -i v-red -o v-blue -j REJECT --reject-with icmp-admin-prohibited
ip netns exec red ping -c 1 -W 1 10.2.0.2
ip netns exec blue ping -c 1 -W 1 10.1.0.2
iptables -L FORWARD -n -v
iptables -F FORWARD
iptables -A FORWARD -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
iptables -A FORWARD -i v-blue -j DROP
ip netns exec red ping -c 2 -i 0.2 10.2.0.2
ip netns exec blue ping -c 1 -W 1 10.1.0.2
iptables -L FORWARD -n -v
iptables -P FORWARD DROP
iptables -F FORWARD
ip netns exec red ping -c 1 -W 1 10.2.0.2
iptables -L FORWARD -n -v
iptables -P FORWARD ACCEPT
iptables -A INPUT -p icmp --icmp-type echo-request -j DROP
ip netns exec red ping -c 1 -W 1 10.1.0.1
ping -c 1 10.1.0.2
iptables -F INPUT
iptables -A OUTPUT -d 10.1.0.2 -j REJECT
ping -c 1 -W 1 10.1.0.2
iptables -R OUTPUT 1 -d 10.1.0.2 -j DROP
ping -c 1 -W 1 10.1.0.2
iptables -L OUTPUT -n -v
iptables -F OUTPUT
iptables -N ICMP
iptables -A ICMP -s 10.1.0.2 -j RETURN
iptables -A ICMP -j DROP
iptables -A INPUT -p icmp -j ICMP
ip netns exec red ping -c 1 10.1.0.1
ip netns exec blue ping -c 1 -W 1 10.2.0.1
iptables -L -n -v
