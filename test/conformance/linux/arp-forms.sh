# arp(8) of net-tools in every form.
ip netns add red
ip link add eth0 address 02:00:00:00:00:01 type veth peer name eth0 address 02:00:00:00:00:02 netns red
ip addr add 192.168.1.1/24 dev eth0
ip -n red addr add 192.168.1.2/24 dev eth0
ip link set eth0 up
ip -n red link set eth0 up
arp
arp -n
arp -a
arp 192.168.1.2
ping -c 1 192.168.1.2
arp
arp -n
arp -a
arp -an
arp -e
arp -en
arp -v
arp -vn
arp -an 192.168.1.2
arp 192.168.1.2
arp -n 192.168.1.2
arp -n 192.168.1.3
arp -a 192.168.1.3
arp -i eth0
arp -i lo
arp -i nosuch
arp -n -i eth0 192.168.1.2
arp -i
arp nosuchhost
arp localhost
arp 300.1.1.1
arp -s 192.168.1.10 02:00:00:00:00:10
arp -s 192.168.1.11 02:00:00:00:00:11 temp
arp -s 192.168.1.12 02:00:00:00:00:12 -i eth0
arp -i eth0 -s 192.168.1.13 02:00:00:00:00:13
arp -s 192.168.1.14 02:00:00:00:00
arp -s 192.168.1.14 abc
arp -s 192.168.1.14
arp -s
arp -s nosuchhost 02:00:00:00:00:14
arp -s 10.9.9.9 02:00:00:00:00:14
arp -s 192.168.1.15 02:00:00:00:00:15 pub
arp -s 192.168.1.16 02:00:00:00:00:16 frob
arp -s 192.168.1.17 2:0:0:0:0:17
arp -H ether -s 192.168.1.18 02:00:00:00:00:18
arp -H frob -s 192.168.1.18 02:00:00:00:00:18
arp -t ether -n 192.168.1.2
arp -A inet -n 192.168.1.2
arp -A inet6
arp -A frob
arp -Ds 192.168.1.19 eth0
arp -Ds 192.168.1.19 nosuch
arp -n | LC_ALL=C sort
arp -d 192.168.1.10
arp -d 192.168.1.10
arp -n 192.168.1.10
arp -d 192.168.1.99
arp -d
arp -d nosuchhost
arp -d 192.168.1.11 192.168.1.12
arp -i eth0 -d 192.168.1.13
arp -i lo -d 192.168.1.17
arp --delete 192.168.1.17
arp --set 192.168.1.20 02:00:00:00:00:20
arp --numeric | LC_ALL=C sort
arp --all | LC_ALL=C sort
arp --verbose -n | LC_ALL=C sort
arp -f /nonexistent
printf '192.168.1.30 02:00:00:00:00:30\n# a comment\n192.168.1.31 02:00:00:00:00:31 temp\nbad\n' > /tmp/lab.ethers
arp -f /tmp/lab.ethers
arp -n 192.168.1.30
rm /tmp/lab.ethers
ping -c 1 -W 1 192.168.1.77
arp -n 192.168.1.77
arp -V
arp -z
arp --frob
arp -h
ip link set eth0 down
arp -n
