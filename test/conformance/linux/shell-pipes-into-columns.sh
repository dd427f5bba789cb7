# Output of network tools through the text tools.
ip link set lo up
ip link add eth0 type veth peer name eth1
ip link set eth0 up; ip link set eth1 up
ip addr add 10.0.0.1/24 dev eth0
ip addr add 10.0.1.1/24 dev eth1
ip route add 10.1.0.0/16 via 10.0.0.2
ip route add 10.2.0.0/16 via 10.0.1.2
ip route | awk '{print $1}'
ip route | awk '/via/ {print $1, "->", $3}'
ip route | grep via | sort -r
ip route | cut -d' ' -f1 | sort -t. -k2 -n
ip route | sed 's/ dev / on /'
ip -4 -br addr | column -t
ip -o -4 addr | awk '{print $2, $4}' | column -t
ip route | head -2
ip route | tail -1
ip route | nl
ip route | tee /tmp/routes | wc -l
cat /tmp/routes | uniq | wc -l
ip route | grep -v kernel
ip route | grep -n 10.1
ip route | grep -A1 10.0.1
ip route | grep -B1 10.1.0
ip route | tr a-z A-Z | head -1
route -n | awk 'NR>2 {print $1, $8}'
cat /proc/net/route | awk 'NR>1 {print $1, $2}'
ip -j route | jq length
ip -j route | jq -r '.[].dst'
ip -j route | jq -c '.[] | {dst, dev}'
ip -j -4 addr | jq -r '.[] | select(.ifname=="eth0") | .addr_info[0].local'
