# Pings bound to a device that is not there, or not the one the route leads over; names of sets that are too long.
ip link add aa type veth peer name bb; ip link set aa up; ip link set bb up
ip addr add fd00:1::2/64 dev aa nodad; ip addr add 10.0.0.2/24 dev aa
ping -c1 -W1 -I nosuch 224.0.0.5
ping -c1 -W1 -I nosuch 10.0.0.5
ping -c1 -W1 -I nosuch ::1
ping -c1 -W1 -I lo ::1
ping -c1 -W1 -I aa ::1
ip link set lo up
ping -c1 -W1 -I lo ::1
ping -c1 -W1 -I lo fd00:1::2
ping -c1 -W1 -I aa fd00:1::2
ping -c1 -W1 -I bb fd00:1::2
ping -c1 -W1 -I lo 127.0.0.1
ping -c1 -W1 -I aa 127.0.0.1
ping -c1 -W1 -I aa 10.0.0.2
ping -c1 -W1 -I bb 10.0.0.2
ping -c1 -W1 -I lo 10.0.0.2
ip link set lo address 52:54:00:12:34:56
ping -c1 -W1 ::1
ping -c1 -W1 127.0.0.1
iptables -A INPUT -m set --match-set a-name-that-is-much-too-long-for-a-set dst -j DROP
ip6tables -A INPUT -m set --match-set a-name-that-is-much-too-long-for-a-set
iptables -A INPUT -j SET --add-set a-name-that-is-much-too-long-for-a-set src
