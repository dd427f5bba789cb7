# Names of IPv6 addresses come from /etc/hosts.
ip netns add red
ip netns add blue
ip link add veth-red netns red type veth peer name veth-blue netns blue
ip -n red link set veth-red address 02:00:00:00:00:01
ip -n blue link set veth-blue address 02:00:00:00:00:02
ip -n red link set lo up
ip -n blue link set lo up
ip -n red link set veth-red up
ip -n blue link set veth-blue up
ip -n red addr add 2001:db8::1/64 dev veth-red nodad
ip -n blue addr add 2001:db8::2/64 dev veth-blue nodad
echo '2001:db8::2 web.example web' >> /etc/hosts
echo '10.0.0.2 both.example' >> /etc/hosts
echo '2001:db8::2 both.example' >> /etc/hosts
ip netns exec red ping -c 1 web
ip netns exec red ping -c 1 -n web.example
ip netns exec red ping -6 -c 1 both.example
ip netns exec red ping -4 -c 1 web
ip netns exec red ping -c 1 both.example
ip netns exec red getent hosts web
ip netns exec red getent ahosts web
ip netns exec red getent ahostsv6 web
ip netns exec red getent ahostsv4 web
ip netns exec red getent ahosts both.example
ip netns exec red getent hosts 2001:db8::2
ip netns exec red getent ahosts 2001:db8::2
getent ahostsv6 ::1
getent ahosts ip6-localhost
ip -n red -r -6 neigh show 2001:db8::2
