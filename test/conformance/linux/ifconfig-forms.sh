# ifconfig(8) of net-tools in every form.
sysctl -qw net.ipv6.conf.default.disable_ipv6=1 net.ipv6.conf.all.disable_ipv6=1
ip link add eth0 address 02:00:00:00:00:01 type veth peer name wire0 address 02:00:00:00:00:02
ip link add br0 address 02:00:00:00:00:10 type bridge
ifconfig
ifconfig -a
ifconfig -s
ifconfig -a -s
ifconfig -as
ifconfig -v lo
ifconfig lo up
ifconfig wire0 up
ifconfig eth0
ifconfig eth0 up
ifconfig eth0
ifconfig eth0 10.0.0.1
ifconfig eth0
ifconfig eth0 10.0.0.1/24
ifconfig eth0 | grep inet
ifconfig eth0 10.0.0.1 netmask 255.255.0.0
ifconfig eth0 | grep inet
ifconfig eth0 netmask 255.255.255.128
ifconfig eth0 | grep inet
ifconfig eth0 broadcast 10.0.0.63
ifconfig eth0 | grep inet
ifconfig eth0 10.0.0.1 netmask 255.255.255.0 broadcast 10.0.0.255 up
ifconfig eth0 | grep inet
ip route
ifconfig eth0 172.16.5.5
ifconfig eth0 | grep inet
ifconfig eth0 192.168.5.5
ifconfig eth0 | grep inet
ifconfig eth0 192.168.5.5 netmask 0xffffff00
ifconfig eth0 192.168.5.5 netmask 24
ifconfig eth0 192.168.5.5/0
ifconfig eth0 192.168.5.5/32
ifconfig eth0 | grep inet
ifconfig eth0 192.168.5.5/33
ifconfig eth0 192.168.5.5/abc
ifconfig eth0 192.168.5
ifconfig eth0 192.168.5.256
ifconfig eth0 10.0.0.1/24
ifconfig eth0:1 10.0.1.1
ifconfig eth0:1 10.0.1.1 netmask 255.255.255.0
ifconfig eth0:web 10.0.2.1/24
ifconfig eth0:1
ifconfig eth0:9
ifconfig
ifconfig -a | grep -c flags
ifconfig eth0 add 10.0.3.1
ifconfig eth0 add 10.0.4.1/24
ifconfig eth0 del 10.0.3.1
ifconfig eth0 del 10.0.99.1
ifconfig eth0 add
ifconfig eth0 inet 10.0.0.9/24
ifconfig eth0 inet
ifconfig inet
ifconfig eth0 inet6
ifconfig eth0 frob 10.0.0.1
ip -4 addr show eth0
ifconfig eth0:1 down
ifconfig eth0:web 0.0.0.0
ip -4 addr show eth0
ifconfig eth0 mtu 1400
ifconfig eth0 mtu 10
ifconfig eth0 mtu abc
ifconfig eth0 mtu
ifconfig eth0 txqueuelen 50
ifconfig eth0 txqueuelen abc
ifconfig eth0 metric 1
ifconfig eth0 hw ether 02:00:00:00:00:99
ifconfig eth0 hw ether 02:00:00:00:00
ifconfig eth0 hw ether 01:00:00:00:00:01
ifconfig eth0 hw frob 02:00:00:00:00:99
ifconfig eth0 hw
ifconfig eth0 ether 02:00:00:00:00:98
ifconfig eth0 -arp
ifconfig eth0
ifconfig eth0 arp
ifconfig eth0 promisc
ifconfig eth0 -promisc
ifconfig eth0 allmulti
ifconfig eth0 -allmulti
ifconfig eth0 multicast
ifconfig eth0 -multicast
ifconfig eth0
ifconfig eth0 pointopoint 10.0.0.7
ifconfig eth0 | grep inet
ifconfig eth0 -pointopoint
ifconfig eth0 dstaddr 10.0.0.8
ifconfig eth0 -broadcast
ifconfig eth0 trailers
ifconfig eth0 irq 5
ifconfig eth0 io_addr 5
ifconfig eth0 mem_start 5
ifconfig eth0 keepalive 5
ifconfig eth0 outfill 5
ifconfig eth0 name eth9
ifconfig eth0 down
ifconfig | grep -v packets
ifconfig eth0
ifconfig eth0 down up
ifconfig eth0 10.0.0.1 down
ifconfig eth0 up 10.0.0.2
ifconfig eth0 | grep inet
ifconfig br0 10.5.0.1/24 up
ifconfig br0 | grep -v TX
ifconfig nosuch
ifconfig nosuch up
ifconfig nosuch 10.0.0.1
ifconfig eth0 lo
ifconfig ''
ifconfig -z
ifconfig -V
ifconfig --version
ifconfig -h | head -4
ifconfig --help | head -4
ifconfig eth0 | awk '/inet / {print $2}'
ifconfig eth0 | grep -w inet | tr -s ' ' | cut -d ' ' -f 3
ifconfig | grep -A1 wire0
ifconfig eth0 abc
ifconfig eth0 localhost
ifconfig eth0 | grep inet
