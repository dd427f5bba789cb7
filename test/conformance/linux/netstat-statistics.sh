ip link set lo up
netstat -s | grep -v predicted
cat /proc/net/snmp
grep IpExt /proc/net/netstat
ping -c 2 -i 0.1 127.0.0.1 > /dev/null
ping -c 1 10.1.1.1
netstat -s | grep -v predicted
cat /proc/net/snmp
nc -l 8080 > /dev/null & sleep 0.3; nc -z 127.0.0.1 8080; nc -z 127.0.0.1 81; sleep 0.3
netstat -st | grep 'connection\|resets'
nc -u -w 1 127.0.0.1 53 < /dev/null; echo x | nc -u -w 1 127.0.0.1 53; sleep 0.2
netstat -su | grep -A 6 Udp:
nc -u -l 5353 > /dev/null & sleep 0.3; echo x | nc -u -w 1 127.0.0.1 5353; sleep 0.2
netstat -su | grep -A 6 Udp:
netstat -sw | grep -A 10 'ICMP output'
ip netns add far
ip link add v0 type veth peer name v1 netns far
ip addr add 10.0.0.1/24 dev v0
ip -n far addr add 10.0.0.2/24 dev v1
ip link set v0 up
ip -n far link set v1 up
ping -c 1 -t 1 10.0.0.2 > /dev/null
ping -c 1 -s 4000 10.0.0.2 > /dev/null
ip netns exec far netstat -s | grep 'fragment\|reassem\|total\|deliver\|requests sent\|echo\|OutTr'
