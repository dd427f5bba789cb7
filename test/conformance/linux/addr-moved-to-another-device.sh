# The connected route goes with the address.
ip link add eth0 type veth peer name far0
ip link add eth1 type veth peer name far1
for dev in eth0 far0 eth1 far1; do ip link set dev $dev up; done
ip addr add 10.0.0.1/24 dev eth0
ip route
ip addr del 10.0.0.1/24 dev eth0
ip route
ip addr add 10.0.0.1/24 dev eth1
ip route
ip addr add 10.0.0.1/24 dev eth0
ip -br -4 addr | awk '{print $1, $3}' | sort
ip route
ip addr del 10.0.0.1/24 dev eth1
ip route
