ip link set lo up
ip link add v0 type veth peer name v1
ip link add v2 type veth peer name v3
ip link set v0 up; ip link set v1 up; ip link set v2 up; ip link set v3 up
ip addr add 10.0.0.1/24 dev v0
ip addr add 10.0.0.5/24 dev v0
ip addr add 10.1.0.1/24 dev v2
ip route add default via 10.0.0.254
ip rule del pref 0
ip route get 10.0.0.1
ping -c1 -W1 10.0.0.1
ip rule add pref 0 table local
ip route get 10.0.0.1
ping -c1 -W1 10.0.0.1
ip rule add to 10.0.0.0/24 throw
ip rule flush
ip route get 10.0.0.1
ip route get 8.8.8.8
ip rule add pref 32766 table main
ip route get 8.8.8.8
