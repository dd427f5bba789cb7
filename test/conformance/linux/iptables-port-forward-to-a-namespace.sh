# A port of the host leads to a server in a namespace.
ip netns add web
ip link set lo up
ip link add veth0 type veth peer name eth0 netns web
ip addr add 10.0.0.1/24 dev veth0; ip link set veth0 up
ip -n web addr add 10.0.0.2/24 dev eth0; ip -n web link set eth0 up; ip -n web link set lo up
ip -n web route add default via 10.0.0.1
ip netns add client
ip link add veth1 type veth peer name eth0 netns client
ip addr add 10.1.0.1/24 dev veth1; ip link set veth1 up
ip -n client addr add 10.1.0.2/24 dev eth0; ip -n client link set eth0 up
ip -n client route add default via 10.1.0.1
sysctl -w net.ipv4.ip_forward=1
mkdir -p /tmp/www; echo hello > /tmp/www/index.html
ip netns exec web python3 -m http.server 80 --directory /tmp/www > /dev/null 2>&1 &

sleep 1
ip netns exec client curl -s http://10.0.0.2/
ip netns exec client curl -s -m 2 http://10.1.0.1:8080/; echo $?
iptables -t nat -A PREROUTING -p tcp --dport 8080 -j DNAT --to-destination 10.0.0.2:80
ip netns exec client curl -s http://10.1.0.1:8080/
iptables -t nat -nvL PREROUTING
iptables -A FORWARD -p tcp --dport 80 -j REJECT --reject-with tcp-reset
ip netns exec client curl -s -m 2 http://10.1.0.1:8080/; echo $?
iptables -R FORWARD 1 -p tcp --dport 80 -j DROP
ip netns exec client curl -s -m 0.5 http://10.1.0.1:8080/; echo $?
iptables -F FORWARD
ip netns exec client nc -zv -w 1 10.1.0.1 8080
ip netns exec client nc -zv -w 1 10.1.0.1 8081
