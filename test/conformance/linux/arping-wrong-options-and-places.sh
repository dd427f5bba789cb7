ip link add v0 type veth peer name v1
ip netns add n
ip link set v1 netns n
ip link set lo up
arping
arping -h
arping -?
arping -V
arping -c 1 -V
arping -z 10.0.0.2
arping --help
arping -4 10.0.0.2
arping -c
arping -c 0 10.0.0.2
arping -c -1 10.0.0.2
arping -c x 10.0.0.2
arping -w -1 10.0.0.2
arping -i 0.5 10.0.0.2
arping -i x 10.0.0.2
arping -c 99999999999 10.0.0.2
arping -c 1 10.0.0.2 10.0.0.3
arping -c 1 nosuchhost
arping -c 1 -I v0 ::1
arping -I nosuch -c 1 10.0.0.2
arping -c 1 10.0.0.2
arping -I v0 -c 1 10.0.0.2
arping -q -I v0 -c 1 10.0.0.2
ip link set v0 up
ip -n n link set v1 up
arping -I v0 -c 1 10.0.0.2
arping -U -c 1 -I v0 10.0.0.1
ip addr add 10.0.0.1/24 dev v0
arping -c 1 10.0.0.255
arping -c 1 224.0.0.1
arping -c 1 127.0.0.1
arping -I lo -c 1 127.0.0.1
arping -c 1 10.0.0.1
arping -I "" -c 1 10.0.0.3
arping -s 10.0.0.5 -c 1 -I v0 10.0.0.2
arping -s 1.2.3 -c 1 -I v0 10.0.0.2
arping -s foo -c 1 -I v0 10.0.0.2
ip link set v0 arp off
arping -c 1 -I v0 10.0.0.2
arping -D -c 1 -I v0 10.0.0.2
ip link set v0 arp on
ip route add blackhole 10.7.0.0/16
arping -c 1 10.7.0.1
ip route add 10.9.0.0/16 via 10.0.0.2
arping -c 1 10.9.0.1
