# Every way to add, set and delete links.
sysctl -qw net.ipv6.conf.default.disable_ipv6=1 net.ipv6.conf.all.disable_ipv6=1
ip netns add red
ip netns add blue
ip link add veth-red type veth peer name veth-blue
ip link set veth-red netns red
ip link set veth-blue netns blue
ip -br link
ip -n red addr add 192.168.15.1/24 dev veth-red
ip -n blue addr add 192.168.15.2/24 dev veth-blue
ip -n red link set veth-red up
ip -n blue link set veth-blue up
ip -n red link show veth-red
ip netns exec red ping -c 1 192.168.15.2
ip -n red link del veth-red
ip -n blue link
ip link add v-net-0 type bridge
ip link set dev v-net-0 up
ip link show v-net-0
ip link add veth-red type veth peer name veth-red-br
ip link set veth-red netns red
ip link set veth-red-br master v-net-0
ip link set veth-red-br up
ip -n red link set veth-red up
sleep 1.2
ip -br link
ip link show master v-net-0
ip link set veth-red-br nomaster
ip link set dev veth-red-br down
sleep 1.2
ip -br link
ip link add veth1 type veth peer name veth2 up
ip link add veth3 up type veth peer name veth4
ip link add veth5 numtxqueues 2 numrxqueues 2 type veth peer name veth6
ip link add veth7 index 77 type veth peer name veth8
ip link add veth9 index 77 type veth peer name veth10
ip link add veth11 txqueuelen 10 type veth peer name veth12 txqueuelen 20
ip link add veth13 type veth peer name veth14 index 99
ip link add veth15 group 3 type veth
ip link add veth16 master v-net-0 type veth peer name veth17
ip link add veth18 type veth peer veth19
ip link add veth20 type veth peer dev veth21
ip link add veth22 type veth name veth23
ip link add veth24 type veth peer name veth25 mtu 1400 address 02:00:00:00:00:25
ip link add veth26 mtu 67 type veth peer name veth27
ip link add veth28 mtu 65536 type veth peer name veth29
ip link add veth%d type veth
ip link add type bridge
ip link add br0 type bridge forward_delay 0
ip link add br1 mtu 1400 type bridge
ip link add br2 address 02:00:00:00:00:b2 up type bridge stp_state 0 ageing_time 30000
ip link add br3 type bridge ageing_time abc
ip link add br3 type bridge stp_state 5
ip link add br3 type bridge frob 1
ip link add br3 type bridge stp_state
ip link add br3 type veth frob
ip link add dummy0 type frob
sleep 1.2
ip -br link | awk '{print $1, $2}'
ip link show veth7
ip link show veth14
ip link show veth11
ip link show veth12
ip link show veth25
ip link set veth1 name left
ip link set left up
ip link set veth2 up
ip -br link show left
ip link set left down
ip link set dev left name veth1
ip link set veth1 name veth2
ip link set veth1 name lo
ip link set veth1 name 'a b'
ip link set veth1 name .
ip link set veth1 name veth1
ip link set veth1 name toolonginterfacename
ip link set veth1 mtu 9000
ip link set mtu 1300 dev veth1
ip link set mtu 1300 veth1
ip link set veth1 mtu 0
ip link set veth1 mtu 67
ip link set veth1 mtu 68
ip link set veth1 mtu -1
ip link set veth1 mtu 70000
ip link set veth1 address 02:00:00:00:00:99
ip link set address 02:00:00:00:00:98 dev veth1
ip link set veth1 address 01:00:00:00:00:99
ip link set veth1 address 00:00:00:00:00:00
ip link set veth1 address ff:ff:ff:ff:ff:ff
ip link set veth1 address 02:00:00:00:99
ip link set veth1 address 2:0:0:0:0:9
ip link set veth1 address 02-00-00-00-00-99
ip link set veth1 broadcast ff:ff:ff:ff:ff:fe
ip link show veth1
ip link set veth1 txqueuelen 100
ip link set veth1 qlen 200
ip link set veth1 txqlen 300
ip link set veth1 txqueuelen -1
ip link set veth1 txqueuelen abc
ip link set veth1 arp frob
ip link set veth1 arp
ip link set veth1 multicast off
ip link set veth1 promisc on
ip link set veth1 promisc on
ip -d link show veth1 | grep -o 'promiscuity [0-9]*'
ip link set veth1 promisc off
ip link set veth1 allmulticast on
ip link show veth1
ip link set veth1 group 9
ip link set veth1 group nosuch
ip link show group 9
ip link set group 9 down
ip link set group 9 mtu 1200
ip link del group 9
ip link show veth2
ip link set veth3 up down
ip link set veth3 down up
ip -br link show veth3
ip link set veth3 upp
ip link set veth3 on
ip link set up veth3
ip link set up dev veth3
ip link set dev veth3 up
ip link set dev up
ip link set up
ip link veth3 up
ip link up veth3
ip link set veth3
ip link set veth3 master
ip link set veth3 master nosuch
ip link set veth3 master veth4
ip link set veth3 master v-net-0
ip link set veth3 master br0
ip link show veth3
ip link set veth3 nomaster nomaster
ip link set veth3 alias abc
ip link set veth3 alias
ip link show veth3
ip link set veth3 netns
ip link set veth3 netns nosuch
ip link set veth3 netns red name inner
ip -n red link show inner
ip -n red link set inner netns blue
ip link show veth4
ip link set br0 netns red
ip link set nosuch up
ip link set nosuch netns red
ip link set nosuch name x
ip link set nosuch mtu 1400
ip link set nosuch master v-net-0
ip link set veth5 type bridge stp_state 1
ip link set br0 type bridge stp_state 1 ageing_time 500
ip link set br0 type bridge frob
ip link set br0 type veth
ip -d link show br0 | grep -o 'ageing_time [0-9]*'
ip link set br0 carrier off
ip link change veth5 up
ip link replace veth5 mtu 1400
ip link show veth5
ip link delete veth5
ip link del dev veth7
ip link del veth9
ip link del
ip link del dev
ip link del nosuch
ip link del lo
ip link del veth11 veth16
ip link del veth11 type veth
ip link del veth18 type bridge
ip link del br0 type bridge
ip link d veth18
ip link remove veth20
ip link rm veth20
ip -br link | awk '{print $1}'
