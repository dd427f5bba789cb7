ip link add v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02
ip link set v0 mtu 1400
ip link set dev v0 address 02:00:00:00:00:aa
ip link set v0 alias 'the left end'
ip link show v0
ip link set v0 alias ''
ip link set v0 txqueuelen 500
ip link set v0 arp off
ip link set v0 multicast off
ip link set v0 promisc on
ip link set v0 allmulticast on
ip link show v0
ip -d link show v0 | sed 's/num[tr]xqueues [0-9]* //g; s/ gso_max_size.*//'
ip link set v0 arp on multicast on promisc off allmulticast off
ip link show v0
ip link set v0 name left0
ip link show left0
ip link show v1
ip link set left0 up
ip link set left0 name left1
ip link show left1
ip link set v1 up
ip link show left1
ip link show v1
ip link set v1 down
ip link show left1
ip link set left1 down
ip link set left1 group 7
ip link show left1
ip link show group 7
ip link set group 7 up
ip link show left1
ip link set left1 up mtu 1280
ip -br link show left1
