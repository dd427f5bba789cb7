ip link set lo up
ip link add up2 type veth peer name x
ip link set up2 up
ip link set x up
ip addr add 10.2.0.1/24 dev up2
cat /etc/iproute2/rt_tables
ip route add 9.9.9.9 via 10.2.0.254 table backup
echo 201 backup >> /etc/iproute2/rt_tables
ip route add 9.9.9.9 via 10.2.0.254 table backup
ip rule add to 9.9.9.9 lookup backup
ip rule
ip route show table backup
ip route show table 201
ip route show table all | grep backup
ip -N rule
echo bad line >> /etc/iproute2/rt_tables
ip rule
echo "0x12c	hexa" > /etc/iproute2/rt_tables.d/x.conf
ip route show table hexa
cat /etc/iproute2/rt_tables
ls /etc/iproute2
cat /etc/iproute2/rt_protos
cat /etc/iproute2/rt_scopes
cat /etc/iproute2/rt_dsfield
cat /etc/iproute2/group
ls /etc/iproute2/rt_tables.d
