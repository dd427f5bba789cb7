printf -- '-net.ipv4.nosuch = 1\n' > /tmp/a; sysctl -p /tmp/a
printf 'net.ipv4.conf.*.rp_filter = 2\n' > /tmp/a; sysctl -p /tmp/a
printf 'bad line\n' > /tmp/a; sysctl -p /tmp/a
printf 'net.ipv4.ip_forward=1\nbad line\n' > /tmp/a; sysctl -p /tmp/a
printf 'net.ipv4.nosuch=1\n' > /tmp/a; sysctl -p /tmp/a
printf 'net.ipv4.nosuch=1\nnet.ipv4.ip_forward=1\n' > /tmp/a; sysctl -p /tmp/a
printf -- '-net.ipv4.ip_forward=0\n' > /tmp/a; sysctl -p /tmp/a
printf -- '- net.ipv4.ip_forward = 0\n' > /tmp/a; sysctl -p /tmp/a
printf 'net.ipv4.conf.x*.rp_filter = 2\n' > /tmp/a; sysctl -p /tmp/a
printf -- '-net.ipv4.conf.lo.rp_filter\nnet.ipv4.conf.*.rp_filter = 1\n' > /tmp/a; sysctl -p /tmp/a
ip link set lo up
python3 -m http.server 8080 >/dev/null 2>&1 &
sleep 1
nc -ul 5353 >/dev/null &
sleep 0.5
cat /proc/net/tcp | awk '{print $2,$3,$4}'
curl -s localhost:8080 >/dev/null
cat /proc/net/tcp | awk '{print $2,$3,$4}' | grep -v ' 06' | sort
cat /proc/net/tcp6
ip addr add 10.1.2.3/24 dev lo
ip route add 10.9.0.0/16 via 10.1.2.4
ip route add default via 10.1.2.5
cat /proc/net/fib_trie
awk '/32 host/ { print f } {f=$2}' /proc/net/fib_trie | sort -u
head -1 /proc/net/tcp
head -1 /proc/net/udp
head -1 /proc/net/udp6
awk '{print $2,$3,$4}' /proc/net/udp
awk 'NR>1 {print $5,$6,$7,$8}' /proc/net/tcp | head -1
ip addr add 172.16.5.4/20 dev lo
ip route add 172.17.0.0/16 via 10.1.2.9
ip route add blackhole 192.168.0.0/24
ip route add unreachable 192.168.1.0/24
cat /proc/net/fib_trie
ip rule add from 10.0.0.0/8 table 7
cat /proc/net/fib_trie
ip route add 10.0.0.0/8 dev lo table 7
cat /proc/net/fib_trie | head -8
for i in 1 2 3 4 5 6 7 8 9 10 11 12; do ip route add 10.1.$((i+10)).0/24 via 10.1.2.7; done
grep -A30 Main /proc/net/fib_trie
