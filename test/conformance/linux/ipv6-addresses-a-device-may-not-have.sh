# Addresses of IPv6 that a device may not have, and devices that ping -6 does not find.
ip link add eth0 type veth peer name eth1
ip link set eth0 up; ip link set eth1 up
ip -6 addr add ::1/64 dev eth0 nodad
ip -6 addr change ::1/64 dev eth0 nodad
ip -6 addr replace ::1/128 dev eth0
ip -6 addr add ::/64 dev eth0
ip -6 addr add ff02::5/64 dev eth0
ip -6 addr change ff02::5/64 dev eth0
ip -6 addr change ff02::5/64 dev lo
ip link set lo up
ip -6 addr change ::1/64 dev lo
ping -c 1 -W 1 -I eth5 2001:db8::1
ping -6 -c 1 -W 1 -I eth5 2001:db8::1
ping -c 1 -W 1 -I eth5 ::1
ping -6 -c 1 -W 1 -I eth5 localhost
ping -c 1 -W 1 -I eth5 fe80::1
ping -c 1 -W 1 -I nosuch::1 fe80::1
ping -c 1 -W 1 -I eth5 127.0.0.1
