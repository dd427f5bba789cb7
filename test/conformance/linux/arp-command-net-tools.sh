# Seed row 11: `arp node01`.
arp
arp -n
arp -a
ip link add eth0 address 02:00:00:00:00:01 type veth peer name wire0 address 02:00:00:00:00:02
ip link set wire0 up
ip link set eth0 up
ip addr add 10.0.0.1/24 dev eth0
echo '10.0.0.2 node01' >> /etc/hosts
arp node01
arp -s 10.0.0.2 02:00:00:00:00:09
arp
arp -n
arp -a
arp -an
arp node01
arp -n 10.0.0.2
arp -a node01
arp -e
arp -v
arp -i eth0
arp -i eth0 -n
arp -i nosuch
arp 10.0.0.77
arp nosuchhost
arp -s 10.0.0.3
arp -s 10.0.0.3 zz
arp -s 99.0.0.3 02:00:00:00:00:09
arp -d 10.0.0.2
arp -n
arp -d 10.0.0.2
arp -d 10.0.0.66
arp -z
arp -V
