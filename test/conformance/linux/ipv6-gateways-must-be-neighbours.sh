# Which gateways a route of IPv6 may have, and where a ping bound to a device can go.
ping -c1 ::1
ip link add aa type veth peer name bb
ip link set aa up; ip link set bb up
ping -c1 -W1 ::1
sleep 3
ping -c1 -W1 ::1
ip addr add fd00:1::2/64 dev aa nodad
ping -c1 -W1 ::1
ping -c1 -W1 -I lo fd00:1::2
ping -c1 -W1 -I lo fd00:1::3
ping -c1 -W1 -I lo ::1
ping -c1 -W1 -I dev ::1
ip link set lo up
ping -c1 -W1 -I lo fd00:1::2
ping -c1 -W1 -I aa fd00:1::2
ping -c1 -W1 -I bb fd00:1::2
ping -c1 -W1 -I bb fd00:1::3
ping -c1 -W1 -I lo fd00:1::3
ping -c1 -W1 -I lo fd00:7::3
ping -c1 -W1 -I aa fd00:7::3
ping -c1 -W1 -I aa ::1
ping -c1 -W1 -I lo ::1
ip -6 route change fd00:1::1 via ::1 src ::1
ip -6 route change fd00:1::/96 via ::1 dev lo src ::1
ip -6 route add fd00::/16 via ::1 dev lo onlink
ip -6 route add fd00::/16 via ::1
ip -6 route add fd00::/16 via ::1 dev aa
ip -6 route add fd00::/16 via fd00:1::2
ip -6 route add fd00::/16 via fd00:1::2 dev bb
ip -6 route add fd00::/16 via fd00:1::3 dev bb
ip -6 route add fd00::/16 via fd00:1::3 dev bb onlink
ip -6 route add fd00::/16 via fd00:1::3 dev aa
ip -6 route add fd02::/16 via fd00:2::3
ip -6 route add fd02::/16 via fd00:2::3 dev bb
ip -6 route add fd02::/16 via fd00:1::3 table 100
ip -6 route add fd02::/16 via fd03::1 table 100
ip -6 route add fd02::/16 via ff02::1 dev aa
ip -6 route add fd02::/16 via :: dev aa
ip -6 route
ip link set lo down
ip -6 route add fd05::/16 via ::1
ip -6 route add fd05::/16 via ::1 dev lo
ip addr add fd00:5::1/64 dev bb
ip -6 route add fd05::/16 via fd00:5::1
ip -6 route add fd05::/16 via fd00:5::1 dev bb
ip -6 route add fd05::/16 via fd00:5::1 dev aa
ip -6 route get fd00:1::7 oif lo
ip -6 route get fd00:1::7 oif aa
ip -6 route get fd00:1::7 oif bb
ip -6 route get fd00:1::7 from fd00:1::2 oif bb
ip link set lo up
ping -c1 -W1 -I bb ::1
