# The old way to a second address: eth0:1 is a label, not a device.
ip link add eth0 type veth peer name far0
ip link set far0 up
ifconfig eth0 192.168.1.10 netmask 255.255.255.0 up
ifconfig eth0:1 192.168.2.10 netmask 255.255.255.0
ifconfig eth0:1
ip -4 addr show dev eth0
ip -4 addr show label eth0:1
ip -br link show | grep -c eth0
ip route
ifconfig eth0:1 down
ip -4 addr show dev eth0
