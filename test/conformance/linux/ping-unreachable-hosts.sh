ip netns add red
ip link add eth0 type veth peer name eth1 netns red
ip link set lo up
ip addr add 192.168.1.10/24 dev eth0
ip link set eth0 up
ping -c 1 -W 1 192.168.1.20
ip -n red link set eth1 up
ping -c 1 192.168.1.20
ping -c 2 192.168.1.20
ping -c 1 -W 1 192.168.1.20
ping -c 3 192.168.1.20
ip -n red addr add 192.168.1.20/24 dev eth1
ping -c 1 192.168.1.20
ping -c 1 192.168.1.10
ping -c 1 -I eth0 192.168.1.20
ping -c 1 -I 192.168.1.10 192.168.1.20
ping -c 1 -I lo 192.168.1.20
ping -c 1 192.168.2.20
ip route add 192.168.2.0/24 via 192.168.1.20
ping -c 1 -W 1 192.168.2.20
ping -c 2 -W 4 -i 0.5 192.168.2.20
ip netns exec red sysctl -w net.ipv4.ip_forward=1
ping -c 1 -W 1 192.168.2.20
ip -n red route add default via 192.168.1.99
ping -c 1 192.168.2.20
ping -c 1 -W 1 -q 192.168.2.20
ip netns exec red sysctl -w net.ipv4.icmp_echo_ignore_all=1
ping -c 1 -W 1 192.168.1.20
