# Seed row 11 and the note that ifconfig "may do too".
ifconfig
ifconfig -a
ifconfig lo
ifconfig -s
ip link add eth0 address 02:00:00:00:00:01 type veth peer name wire0 address 02:00:00:00:00:02
sysctl -qw net.ipv6.conf.all.disable_ipv6=1
ifconfig lo up
ifconfig lo
ifconfig
ifconfig wire0 up
ifconfig eth0 10.0.0.1
ifconfig eth0
ifconfig eth0 10.0.0.1 netmask 255.255.255.0
ifconfig eth0
ifconfig eth0 10.0.1.1/24
ifconfig eth0
ip -4 addr show eth0
ifconfig eth0 add 10.0.2.1
ifconfig eth0:1 10.0.3.1/24 up
ifconfig eth0:1
ip -4 addr show eth0
ifconfig -a -s
ifconfig eth0 mtu 1400
ifconfig eth0 txqueuelen 77
ifconfig eth0 broadcast 10.0.1.127
ifconfig eth0
ifconfig eth0 hw ether 02:00:00:00:00:0f
ifconfig eth0 -arp
ifconfig eth0 promisc
ifconfig eth0
ifconfig eth0:1 down
ifconfig eth0 down
ifconfig eth0
ifconfig eth0 0.0.0.0
ifconfig nosuch
ifconfig nosuch up
ifconfig nosuch 10.0.0.1
ifconfig eth0 10.0.0.256
ifconfig eth0 netmask 255.255.0.255
ifconfig eth0 frob
ifconfig -z
ifconfig eth0 10.0.0.1/33
ifconfig -V
