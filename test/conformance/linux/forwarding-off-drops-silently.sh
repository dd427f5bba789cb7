ip netns add A
ip netns add B
ip netns add C
ip link add eth0 netns A type veth peer name eth0 netns B
ip link add eth0 netns C type veth peer name eth1 netns B
ip -n A addr add 192.168.1.5/24 dev eth0
ip -n B addr add 192.168.1.6/24 dev eth0
ip -n B addr add 192.168.2.6/24 dev eth1
ip -n C addr add 192.168.2.5/24 dev eth0
for pair in A:eth0 B:eth0 B:eth1 C:eth0; do ip -n ${pair%:*} link set ${pair#*:} up; done
ip -n A route add 192.168.2.0/24 via 192.168.1.6
ip -n C route add 192.168.1.0/24 via 192.168.2.6
ip netns exec A ping -c 1 192.168.1.6
ip netns exec A ping -c 1 192.168.2.6
ip netns exec A ping -c 1 -W 1 192.168.2.5
ip netns exec B cat /proc/sys/net/ipv4/ip_forward
ip netns exec B bash -c 'echo 1 > /proc/sys/net/ipv4/ip_forward'
ip netns exec A ping -c 1 192.168.2.5
ip netns exec A ping -c 1 -I eth0 192.168.2.5
