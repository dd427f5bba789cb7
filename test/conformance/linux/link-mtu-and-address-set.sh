# MTU and MAC address by hand, and what is not possible.
ip link add eth0 type veth peer name far0
ip link set eth0 mtu 9000
ip link show eth0 | grep -o 'mtu [0-9]*'
ip link set eth0 mtu 60
ip link set eth0 mtu 100000
ip link set eth0 mtu abc
ip link set eth0 address 02:00:00:00:00:01
ip link show eth0 | grep -o 'link/ether [^ ]*'
ip link set eth0 address 02:00:00:00:00
ip link set eth0 address 01:00:00:00:00:01
ip link set eth0 address nonsense
ip link set eth0 promisc on
ip link show eth0 | grep -o PROMISC
cat /sys/class/net/eth0/mtu /sys/class/net/eth0/address
