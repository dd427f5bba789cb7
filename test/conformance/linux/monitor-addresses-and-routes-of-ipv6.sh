ip link add v0 type veth peer name v1
ip link set v0 up
ip link set v1 up
sleep 3
timeout 4 ip monitor address route > /tmp/mon 2>&1 &
sleep 0.5
ip -6 addr add fd00::1/64 dev v0 nodad
ip -6 route add fd00:9::/64 via fd00::2
ip -6 route change fd00:9::/64 via fd00::3
ip -6 route del fd00:9::/64
ip -6 addr add fd00::2/64 dev v0
sleep 2
ip -6 addr del fd00::1/64 dev v0
ip -6 addr del fd00::2/64 dev v0
sleep 2
cat /tmp/mon | grep -v '^ '
