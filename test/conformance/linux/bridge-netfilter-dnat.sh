# DNAT to a neighbour on the same bridge: with bridge-nf-call-iptables the answer is translated back, without it is not. That is why kubeadm asks for it.
ip netns add client
ip netns add pod1
ip netns add pod2
for n in client pod1 pod2; do ip link add v$n type veth peer name eth0 netns $n; done
ip link add br0 type bridge
ip link set br0 up
for n in client pod1 pod2; do ip link set v$n master br0; ip link set v$n up; ip -n $n link set eth0 up; done
ip addr add 10.0.0.254/24 dev br0
ip -n client addr add 10.0.0.1/24 dev eth0
ip -n pod1 addr add 10.0.0.2/24 dev eth0
ip -n pod2 addr add 10.0.0.3/24 dev eth0
for n in client pod1 pod2; do ip -n $n route add default via 10.0.0.254; done
sysctl -w net.ipv4.ip_forward=1
iptables -t nat -A PREROUTING -d 10.96.0.10 -p icmp -j DNAT --to-destination 10.0.0.2
iptables -A FORWARD -m physdev --physdev-is-bridged
iptables -A FORWARD -i br0 -o br0
ping -c 1 -q 10.0.0.2 | grep received
ip netns exec client ping -c 2 -W 1 10.96.0.10
iptables -t nat -nvL PREROUTING
iptables -nvL FORWARD
sysctl -w net.bridge.bridge-nf-call-iptables=0
ip netns exec client ping -c 1 -W 1 10.96.0.10
iptables -nvL FORWARD
sysctl -w net.bridge.bridge-nf-call-iptables=1
ip netns exec pod1 ping -c 1 -W 1 10.96.0.10
ip link set vpod1 type bridge_slave hairpin on
ip netns exec pod1 ping -c 1 -W 1 10.96.0.10
iptables -t nat -A POSTROUTING -s 10.0.0.2 -d 10.0.0.2 -j MASQUERADE
ip netns exec pod1 ping -c 1 -W 1 10.96.0.10
iptables -t nat -A PREROUTING -d 10.96.0.12 -p icmp -j DNAT --to-destination 10.9.9.9
ip netns exec client ping -c 1 -W 1 10.96.0.12
iptables -t nat -A PREROUTING -d 10.0.0.77 -p icmp -j REDIRECT
ip -n client neigh add 10.0.0.77 lladdr 02:00:00:00:00:77 dev eth0
ip netns exec client ping -c 1 -W 1 10.0.0.77
ip neigh flush all
iptables -t nat -A PREROUTING -d 10.96.0.11 -p icmp -j DNAT --to-destination 10.0.0.3
ip netns exec client ping -c 2 -W 1 10.96.0.11
iptables -t nat -A POSTROUTING -s 10.0.0.1 -d 10.0.0.3 -j SNAT --to-source 10.0.0.254
ip netns exec client ping -c 1 -W 1 10.0.0.3
sysctl -w net.ipv4.ip_forward=0
ip netns exec client ping -c 1 -W 1 10.96.0.10
ip netns exec client ping -c 1 -W 1 10.0.0.3
