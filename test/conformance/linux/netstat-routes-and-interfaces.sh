# netstat -r is route with other columns; -i is ifconfig -s with a wider heading.
netstat -r
netstat -rn
netstat -i
ip link set lo up
ip link add red type veth peer name blue
ip link set red address 02:00:00:00:00:01
ip addr add 192.168.1.10/24 brd + dev red
netstat -i | awk '{print $1, $2, $NF}'
ip link set red up
ip link set blue up
sleep 2
ip route add 10.0.0.0/8 via 192.168.1.1
ip route add default via 192.168.1.1 metric 100
netstat -r
netstat -rn
netstat -nr
netstat --route -n
netstat -rne
netstat -rnee
netstat -F -rn
netstat -rC
netstat -rnC -e
netstat -i | awk '{print $1, $2, $NF}'
netstat -ia | awk '{print $1, $2, $NF}'
netstat --interfaces | head -2
netstat -ie | grep -E 'flags|inet '
netstat -A inet -rn
