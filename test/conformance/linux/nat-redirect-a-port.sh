# REDIRECT sends what comes for one port to another one of the same host.
ip netns add client
ip link add eth0 type veth peer name eth0 netns client
ip link set lo up
ip addr add 10.0.0.1/24 dev eth0
ip link set eth0 up
ip -n client addr add 10.0.0.2/24 dev eth0
ip -n client link set eth0 up
iptables -t nat -A PREROUTING -p tcp --dport 80 -j REDIRECT --to-ports 8080
echo from 8080 | nc -N -l 8080 &
sleep 0.2
ip netns exec client nc -zv 10.0.0.1 81
ip netns exec client nc -w 1 10.0.0.1 80
nc -zv 127.0.0.1 80
iptables -t nat -S PREROUTING
iptables -t nat -A PREROUTING -j REDIRECT --to-ports 8080
