# Source and destination NAT of forwarded packets and of the host's own.
ip link set lo up
ip netns add red
ip netns add web
ip link add v-net-0 type bridge
ip link set dev v-net-0 up
ip addr add 192.168.15.5/24 dev v-net-0
ip link add veth-red type veth peer name veth-red-br
ip link set veth-red netns red
ip link set veth-red-br master v-net-0
ip link set veth-red-br up
ip -n red addr add 192.168.15.1/24 dev veth-red
ip -n red link set veth-red up
ip -n red route add default via 192.168.15.5
ip link add eth0 type veth peer name eth0 netns web
ip addr add 192.168.1.2/24 dev eth0
ip link set eth0 up
ip -n web addr add 192.168.1.3/24 dev eth0
ip -n web link set eth0 up
sysctl -w net.ipv4.ip_forward=1
ip netns exec red ping -c 1 -W 1 192.168.1.3
iptables -t nat -A POSTROUTING -s 192.168.15.0/24 -j MASQUERADE
ip netns exec red ping -c 3 -i 0.2 192.168.1.3
iptables -t nat -L -n -v
iptables -t nat -F
iptables -t nat -A POSTROUTING -s 192.168.15.0/24 -o eth0 -j SNAT --to-source 192.168.1.2
ip netns exec red ping -c 1 192.168.1.3
iptables -t nat -A PREROUTING -d 192.168.1.2 -p icmp -j DNAT --to-destination 192.168.15.1
ip netns exec web ping -c 2 -i 0.2 192.168.1.2
iptables -t nat -A OUTPUT -d 10.9.9.9 -j DNAT --to-destination 192.168.1.3
ping -c 1 10.9.9.9
ip route add 10.9.9.0/24 via 192.168.1.3
ping -c 1 10.9.9.9
iptables -t nat -L -n -v
ip netns exec red ping -c 1 -t 1 192.168.1.3
ip netns exec red ping -c 1 -W 1 192.168.1.77
iptables -t nat -F
iptables -t nat -A PREROUTING -i eth0 -j REDIRECT
ip netns exec web ping -c 1 192.168.15.1
iptables -t nat -L PREROUTING -n -v
iptables-save | grep -v ^#
