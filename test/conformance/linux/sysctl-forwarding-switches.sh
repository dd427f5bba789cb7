# ip_forward and what follows it.
ip link add eth0 type veth peer name eth1
sysctl net.ipv4.ip_forward
cat /proc/sys/net/ipv4/ip_forward
sysctl -w net.ipv4.ip_forward=1
sysctl net.ipv4.conf.all.forwarding net.ipv4.conf.eth0.forwarding net.ipv4.conf.default.forwarding
echo 0 > /proc/sys/net/ipv4/ip_forward
sysctl -n net.ipv4.conf.eth0.forwarding
sysctl -w net.ipv4.conf.eth0.forwarding=1
sysctl net.ipv4.ip_forward
sysctl -w net.ipv4.conf.all.forwarding=1
sysctl -n net.ipv4.ip_forward
sysctl net.ipv4.ip_forward=0
sysctl -q -w net.ipv4.ip_forward=1
sysctl -w net/ipv4/ip_forward=0
sysctl -a 2>/dev/null | grep 'ipv4.ip_forward '
sysctl net.ipv4.ip_forwarding
sysctl -w net.ipv4.ip_forward 1
sysctl -w net.ipv4.ip_forward = 1
sysctl -w net.ipv4.ip_forward=yes
sysctl -w
sysctl net.ipv4.conf.eth9.forwarding
echo 'net.ipv4.ip_forward = 1' > /tmp/sysctl.conf
sysctl -p /tmp/sysctl.conf
sysctl -n net.ipv4.ip_forward
sysctl -p /tmp/nosuch.conf
ip netns add red
ip netns exec red sysctl -n net.ipv4.conf.lo.forwarding
