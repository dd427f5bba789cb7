sysctl -qw net.ipv6.conf.default.disable_ipv6=1 net.ipv6.conf.all.disable_ipv6=1
ip netns add red
ip netns exec red sysctl -qw net.ipv6.conf.all.disable_ipv6=1
ip link add eth0 type veth peer name eth1 netns red
ip addr add 10.0.0.1/24 dev eth0
ip -n red addr add 10.0.0.2/24 dev eth1
ip link set eth0 up
ip -n red link set eth1 up
ip -s link show eth0
ping -q -c 3 -i 0.2 10.0.0.2
ip -s link show eth0
ip -n red -s link show eth1
ip -s -s link show eth0
ip -j -s link show eth0 | grep -o '"rx":{"bytes":[0-9]*,"packets":[0-9]*'
ifconfig eth0 | grep packets
ip link set lo up
ping -q -c 1 10.0.0.1
ip -s link show lo
ifconfig -s
cat /proc/net/dev | grep -c :
