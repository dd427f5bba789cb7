ip netns add gw; ip netns add out; ip link add g type veth peer name o netns out; ip link set g netns gw
ip -n gw addr add 192.168.1.2/24 dev g; ip -n gw link set g up; ip -n out addr add 192.168.1.3/24 dev o; ip -n out link set o up
ip -n gw link add in type veth peer name pod; ip -n gw addr add 192.168.15.5/24 dev in; ip -n gw link set in up; ip -n gw link set pod up
ip netns exec gw sysctl -qw net.ipv4.ip_forward=1
ip netns exec gw iptables -t nat -A PREROUTING -p tcp --dport 8080 -j DNAT --to-destination 192.168.15.9:80
ip netns exec out curl -sS -m 6 http://192.168.1.2:8080/
