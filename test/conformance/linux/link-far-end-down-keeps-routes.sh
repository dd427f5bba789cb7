# A cable pulled at the other end leaves the routes in the table, marked linkdown.
ip netns add far
ip link add eth0 type veth peer name eth0 netns far
ip link set eth0 up
ip -n far link set eth0 up
ip addr add 10.0.0.1/24 dev eth0
ip route add default via 10.0.0.254
ip route
ip -n far link set eth0 down
until ip route | grep -q linkdown; do sleep 0.05; done
ip route
cat /sys/class/net/eth0/carrier
cat /sys/class/net/eth0/operstate
ip -n far link set eth0 up
while ip route | grep -q linkdown; do sleep 0.05; done
ip route
cat /sys/class/net/eth0/operstate
