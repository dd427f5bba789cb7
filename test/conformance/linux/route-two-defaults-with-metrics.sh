# The smaller metric is used; when its link goes the other one takes over.
ip link add eth0 type veth peer name far0
ip link add eth1 type veth peer name far1
for dev in eth0 far0 eth1 far1; do ip link set $dev up; done
ip addr add 192.168.1.10/24 dev eth0
ip addr add 192.168.2.10/24 dev eth1
ip route add default via 192.168.1.1 metric 100
ip route add default via 192.168.2.1 metric 200
ip route get 8.8.8.8
ip link set eth0 down
ip route get 8.8.8.8
ip link set eth0 up
ip route
ip route add default via 192.168.1.1
ip route get 8.8.8.8
