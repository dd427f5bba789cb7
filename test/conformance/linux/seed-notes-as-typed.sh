# The learner's notes, rows 1 to 5 and 7 to 9, as typed, in one sitting.
ip link
ip link add eth0 type veth peer name wire0
ip link set wire0 up
ip link set eth0 up
ip addr add 192.168.1.10/24 dev eth0
ip addr
route
ip route add 192.168.2.0/24 via 192.168.1.1
route
ip route add default via 192.168.1.1
ip route add 0.0.0.0 via 192.168.1.1
ip route
route
cat /proc/sys/net/ipv4/ip_forward
echo 1 > /proc/sys/net/ipv4/ip_forward
cat /proc/sys/net/ipv4/ip_forward
ip netns add red
ip netns add blue
ip netns
ip netns exec red ip link
ip -n red link
ip netns exec red arp
route
ip netns exec red route
ip link add veth-red type veth peer name veth-blue
ip link set veth-red netns red
ip link set veth-blue netns blue
ip -n red addr add 192.168.15.1 dev veth-red
ip -n blue addr add 192.168.15.2 dev veth-blue
ip -n red link set veth-red up
ip -n blue link set veth-blue up
ip netns exec red ping -c 1 192.168.15.2
ip -n red route
ip -n red ping 192.168.15.2
ip -n red addr del 192.168.15.1/32 dev veth-red
ip -n blue addr del 192.168.15.2/32 dev veth-blue
ip -n red addr add 192.168.15.1/24 dev veth-red
ip -n blue addr add 192.168.15.2/24 dev veth-blue
ip netns exec red ping -c 1 192.168.15.2
ip netns exec red arp
ip netns exec blue arp
ip -n red link del veth-red
ip -n red link
ip -n blue link
ip link add v-net-0 type bridge
ip link
ip link set dev v-net-0 up
ip link add veth-red type veth peer name veth-red-br
ip link add veth-blue type veth peer name veth-blue-br
ip link set veth-red netns red
ip link set veth-red-br master v-net-0
ip link set veth-blue netns blue
ip link set veth-blue-br master v-net-0
ip -n red addr add 192.168.15.1/24 dev veth-red
ip -n blue addr add 192.168.15.2/24 dev veth-blue
ip -n red link set veth-red up
ip -n blue link set veth-blue up
ip netns exec red ping -c 1 -W 1 192.168.15.2
ip link set veth-red-br up
ip link set veth-blue-br up
ip netns exec red ping -c 1 192.168.15.2
ping -c 1 -W 1 192.168.15.1
ip addr add 192.168.15.5/24 dev v-net-0
ping -c 1 192.168.15.1
ping -c 1 192.168.15.2
ip netns exec blue ping -c 1 -W 1 192.168.1.10
ip netns exec blue ip route add 192.168.1.0/24 via 192.168.15.5
ip netns exec blue ping -c 1 192.168.1.10
ip netns exec blue ping -c 1 8.8.8.8
ip netns exec blue ip route add default via 192.168.15.5
ip netns exec blue ping -c 1 -W 1 8.8.8.8
ip netns exec blue route
ip -n blue route
bridge link
bridge fdb show br v-net-0 dynamic | wc -l
ip netns exec [red] [ip link]
ip link show [eth0]
ip link show eth0
ifconfig eth0 | grep -w inet
arp 192.168.15.1
ip netns del red
ip netns del blue
ip link show type veth
ip link del v-net-0
ip link
