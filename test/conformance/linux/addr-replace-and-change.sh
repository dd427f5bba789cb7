ip link add eth0 type veth peer name wire0
ip addr replace 10.0.0.1/24 dev eth0
ip addr replace 10.0.0.1/24 dev eth0
ip addr change 10.0.0.1/24 dev eth0
ip addr change 10.0.0.9/24 dev eth0
ip -4 addr show dev eth0
ip addr del 10.0.0.9 dev eth0
ip addr add 10.0.0.1/24 dev eth0 valid_lft 100 preferred_lft 200
ip addr add 10.0.0.8/24 dev eth0 valid_lft forever preferred_lft forever
ip addr add 10.0.0.7/24 dev eth0 valid_lft x
ip -4 addr show dev eth0
