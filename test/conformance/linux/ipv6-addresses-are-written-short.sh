# One run of zeros becomes ::, and zeros in front go.
ip link add eth0 type veth peer name far0
ip addr add 2001:0db8:0000:0000:0000:0000:0000:0001/64 dev eth0
ip addr add 2001:db8:0:0:1::1/64 dev eth0
ip addr add 2001:DB8::A:0:0:1/64 dev eth0
ip -6 addr show dev eth0 | grep -o 'inet6 [^ ]*'
ip addr add 2001:db8::1/64 dev eth0
ip addr add 2001:db8::1::2/64 dev eth0
ip addr add 2001:db8::/129 dev eth0
ip addr add 2001:db8::5 dev eth0
ip -6 addr show dev eth0 | grep -c inet6
ip addr del 2001:db8:0::1/64 dev eth0
ip -6 addr flush dev eth0
ip -6 addr show dev eth0
