# The same switch is a file; it turns forwarding on in every device.
cat /proc/sys/net/ipv4/ip_forward
ip link add eth0 type veth peer name far0
echo 1 > /proc/sys/net/ipv4/ip_forward
cat /proc/sys/net/ipv4/conf/eth0/forwarding /proc/sys/net/ipv4/conf/all/forwarding
ip link add eth1 type veth peer name far1
cat /proc/sys/net/ipv4/conf/eth1/forwarding
echo 0 > /proc/sys/net/ipv4/ip_forward
grep . /proc/sys/net/ipv4/conf/eth?/forwarding
ip netns add red
ip netns exec red sh -c 'echo 1 > /proc/sys/net/ipv4/ip_forward'
ip netns exec red cat /proc/sys/net/ipv4/ip_forward
cat /proc/sys/net/ipv4/ip_forward
echo abc > /proc/sys/net/ipv4/ip_forward
