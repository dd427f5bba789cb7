# There is one default route for each metric; the second one needs another metric, or the word replace.
ip link add eth0 type veth peer name far0
ip addr add 192.168.1.10/24 dev eth0
ip link set far0 up
ip link set eth0 up
ip route add default via 192.168.1.1
ip route add default via 192.168.1.1
ip route add default via 192.168.1.2
ip route replace default via 192.168.1.2
ip route show default
ip route append default via 192.168.1.3
ip route show default
ip route del default
ip route show default
ip route del default
ip route del default
