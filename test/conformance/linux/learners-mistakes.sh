# What people type when they half remember a command.
ip link add eth0 type veth peer name wire0
ip link set wire0 up
ip link set eth0 up
ip addr add 192.168.1.10/24 dev eth0
ip addr add 192.168.1.11/24 eth0
ip addr add eth0 192.168.1.11/24
ip addr add 192.168.1.11 255.255.255.0 dev eth0
ip addr add 192.168.1.11 netmask 255.255.255.0 dev eth0
ip addr add 192.168.1.11/24 interface eth0
ip addr add 192.168.1.11/24 on eth0
ip addr add -dev eth0 192.168.1.11/24
ip addr add 192.168.1.11/24 --dev eth0
ip addr add 192.168.1.11/24 dev eth0 up
ip addr add 192.168.1.11/24 dev eth0; ip addr add 192.168.1.11/24 dev eth0
ip address add 192.168.1.12/24 dev eth0 dev eth0
ip addr set 192.168.1.12/24 dev eth0
ip addr 192.168.1.12/24 dev eth0
ip add 192.168.1.12/24 dev eth0
ip add addr 192.168.1.12/24 dev eth0
ip addr eth0
ip addr show eth0 eth1
ip addr show --brief
ip addr show -br
ip addr -br
ip -brief addr show eth0
ip addr remove 192.168.1.11/24 dev eth0
ip addr rm 192.168.1.11/24 dev eth0
ip addr del eth0
ip addr del 192.168.1.11 eth0
ip addr delete all dev eth0
ip addr flush eth0
ip addr add 192.168.1.10/24 dev eth0
ip link up eth0
ip link eth0 up
ip link set eth0 UP
ip link set eth0 state up
ip link set dev eth0 up up
ip link set eth0 on
ip link set eth0 enable
ip link set up eth0
ip set link eth0 up
ip up eth0
ip link set eth1 up
ip link set dev eth1 up
ip link add veth0
ip link add veth0 type
ip link add type veth0
ip link add veth0 veth1 type veth
ip link add veth0 type veth peer
ip link add veth0 type veth peer veth1
ip link add veth2 peer veth3 type veth
ip link add veth2 type veth peer name
ip link add name veth2 type veth peer name veth2
ip link add veth2 type veth pair name veth3
ip link add veth2 type veth name veth3
ip link add bridge br0
ip link add br0 bridge
ip link add br0 type bridg
ip link add br0 type bridge type bridge
ip link add br0 type bridge
ip link set veth0 bridge br0
ip link set br0 master veth0
ip link set veth0 master br1
ip link set master br0 veth0
ip link set master br0 dev veth0
ip link set veth0 netns red
ip link set veth0 ns red
ip link set netns red veth0
ip netns add red
ip link set veth0 netns red
ip link set veth0 up
ip link show veth0
ip netns exec red ip link set veth0 up
ip -n red ip link set veth0 up
ip -n red link set veth0 up
ip exec red ip link
ip netns red exec ip link
ip netns exec ip link
ip netns red
ip netns exec blue ip link
ip -n blue link
ip netns add red blue
ip netns list red
ip netns create green
ip netns new green
ip netns del green
ip netns remove red2
ip route add default 192.168.1.1
ip route add default gw 192.168.1.1
ip route add default gateway 192.168.1.1
ip route add default via 192.168.1.1 dev eth1
ip route add via 192.168.1.1
ip route add 192.168.1.1
ip route add 10.0.0.0/8 192.168.1.1
ip route add 10.0.0.0 via 192.168.1.1
ip route add 10.0.0.0 netmask 255.0.0.0 via 192.168.1.1
ip route add 10.0.0.0 255.0.0.0 via 192.168.1.1
ip route add -net 10.0.0.0/8 gw 192.168.1.1
ip route add 10.0.0.1/8 via 192.168.1.1
ip route add 10.0.0.0/8 via 192.168.1.1/24
ip route add 10.0.0.0/8 via 192.168.1
ip route add 10.0.0.0/8 via 192.168.1.300
ip route add 10.0.0.0/8 via eth0
ip route add 10.0.0.0/8 dev 192.168.1.1
ip route add 10.0.0.0/8 to 192.168.1.1
ip route add 10.0.0.0/8 eth0
ip route add 10.0.0.0/8
ip route add 10.0.0.0/8 dev
ip route add 10.0.0.0/8 via 10.0.0.1
ip route add 192.168.1.0/24 via 192.168.1.1
ip route add 192.168.1.0/24 dev eth0
ip route add default via 0.0.0.0
ip route add 10.77.0.0/16 via 0.0.0.0 dev eth0
ip route del 10.77.0.0/16 via 0.0.0.0
ip link set eth0 state frob
ip link set eth0 state
ip route add default via 255.255.255.255
ip route add default via 127.0.0.1
ip route add default via 192.168.1.255
ip route add default via 192.168.1.10
ip route add default via 192.168.1.1; ip route add default via 192.168.1.2
ip route set default via 192.168.1.3
ip route change default via 192.168.1.3
ip route remove default
ip route rm default
ip route del
ip route del 10.0.0.0/9
ip route delete default via 192.168.1.99
ip route show to 10.0.0.1
ip route get
ip route get google
ip routes
ip route show all
ip route show any
ip -4 route show all
ip route show match any
ip route print
ip route -n
ip routing
route add default 192.168.1.1
route add default via 192.168.1.1
route add 10.1.0.0/16 192.168.1.1
route add -net 10.1.0.0 gw 192.168.1.1
route add -net 10.1.0.0/16 via 192.168.1.1
route add 10.1.0.0 netmask 255.255.0.0 gw 192.168.1.1
route del 10.1.0.0
route delete default gw
ifconfig eth0 192.168.1.20 255.255.255.0
ifconfig eth0 192.168.1.20 mask 255.255.255.0
ifconfig eth0 addr 192.168.1.20
ifconfig up eth0
ifconfig eth0 -up
ifconfig eth0 gateway 192.168.1.1
ifconfig add eth0 192.168.1.20
arp add 192.168.1.30 02:00:00:00:00:30
arp -a eth0
arp -d
arp -s 192.168.1.30
arp show
arp list
ping
ping -n 3 192.168.1.10
ping -t 192.168.1.10
ping 192.168.1.10 3
ping -c three 192.168.1.10
ping -c 1 -I eth9 192.168.1.10
ping -c 1 192.168.1.10:80
ping -c 1 192.168.1.10/24
ping -c 1 http://192.168.1.10
sysctl -w net.ipv4.ip_forward
sysctl net.ipv4.ip_forward 1
sysctl -w ip_forward=1
sysctl -w net.ipv4.ip_forwarding=1
sysctl ipv4.ip_forward=1
sysctl -w net.ipv4.ip_forward=true
sysctl -w net.ipv4.ip_forward=on
sysctl -p net.ipv4.ip_forward=1
echo 1 > /proc/sys/net/ipv4/ip_forwarding
bridge addbr br9
bridge add br9
bridge show br0
bridge link set eth0 master br0
bridge fdb show br0
bridge fdb add 02:00:00:00:00:77 veth1
ip neigh add 192.168.1.40 02:00:00:00:00:40 dev eth0
ip neigh add 192.168.1.40 mac 02:00:00:00:00:40 dev eth0
ip neigh add 192.168.1.40 lladdr 02:00:00:00:00:40
ip neigh flush
ip neigh del 192.168.1.40
ip arp
ip neighbors
ip route add 10.7.0.0/16 via 192.168.1.1 dev eth0 metric
ip route add 10.7.0.0/16 via 192.168.1.1 metric 5 metric 6
ip route add 10.7.0.0/16 via 192.168.1.1 via 192.168.1.2
ip route add 10.8.0.0/16 10.9.0.0/16 via 192.168.1.1
ip -br addr
ip route
