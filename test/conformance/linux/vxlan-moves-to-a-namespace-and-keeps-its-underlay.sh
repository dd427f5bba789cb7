ip netns add far
ip netns add red
ip netns exec far sysctl -q -w net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
sysctl -q -w net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add v0 type veth peer name eth0 netns far
ip addr add 10.0.0.1/24 dev v0
ip link set v0 up
ip -n far addr add 10.0.0.2/24 dev eth0
ip -n far link set eth0 up
ip -n far link add vx address 02:00:00:00:00:0f type vxlan id 9 dev eth0 remote 10.0.0.1 dstport 4789
ip -n far addr add 192.168.9.2/24 dev vx
ip -n far link set vx up
ip link add vx address 02:00:00:00:00:01 type vxlan id 9 dev v0 remote 10.0.0.2 dstport 4789
ip link set vx netns red
ip -n red addr add 192.168.9.1/24 dev vx
ip -n red link set vx up
ip netns exec red ping -c 1 -W 1 192.168.9.2
ss -lun
ip netns exec red ss -lun
ip link add vx9 type vxlan id 9 dev v0 dstport 4789
ip link add vx8 netns red type vxlan id 8 dev v0 remote 10.0.0.2 dstport 4789
ip -n red link set vx8 up
