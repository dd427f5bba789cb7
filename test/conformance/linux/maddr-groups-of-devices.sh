# The multicast groups a device is in, from the start, when it is up, for each address, and by hand.
ip maddr
ip link set lo up
ip maddr
ip link add v0 type veth peer name v1
ip link set v0 address 02:00:00:00:00:01
ip link set v1 address 02:00:00:00:00:02
ip maddr show dev v0
ip link set v0 up
ip link set v1 up
sleep 0.2
ip addr add 10.0.0.1/24 dev v0
ip maddr
ip maddr show dev v0
ip -4 maddr show dev v0
ip -6 maddr show dev v0
ip -f link maddr show dev v0
ip -0 maddr show v0
ip maddr add 33:44:00:00:00:01 dev v0
ip maddr show v0
ip maddr add 33:44:00:00:00:01 dev v0
ip maddr add 224.0.0.5 dev v0
ip maddr add 01:00:5e:00:00:05 dev v0
ip maddr show v0
ip maddr del 33:44:00:00:00:01 dev v0
ip maddr del 33:44:00:00:00:01 dev v0
ip maddr del 33:44:00:00:00:02 dev v0
ip maddr add
ip maddr add dev v0
ip maddr add zz dev v0
ip maddr add 33:44:00:00:00:09 dev nosuch
ip maddr add 33:44:00:00:00:09
ip maddr foo
ip maddr help
ip maddr show dev nosuch
ip maddr show foo bar
ip -j maddr show dev v0
ip -p -j maddr show dev lo
ip -o maddr show dev v0
ip maddress show dev lo
ip mad sh dev lo
ip addr add 2001:db8::5/64 dev v0
ip -6 maddr show dev v0
ip link add br0 address 02:00:00:00:00:0b type bridge
ip link set br0 up
sleep 0.2
ip maddr show dev br0
ip link set v0 down
ip maddr show dev v0
ip link set v0 up
sleep 0.2
ip maddr show dev v0
netstat -g
netstat -gn
netstat -4g
