# ip -s counts bytes with the Ethernet header: 98 for a ping as it comes.
ip netns add peer
ip link add eth0 type veth peer name eth0 netns peer
sysctl -q -w net.ipv6.conf.eth0.disable_ipv6=1
ip netns exec peer sysctl -q -w net.ipv6.conf.eth0.disable_ipv6=1
ip link set eth0 up
ip -n peer link set eth0 up
ip addr add 10.0.0.1/24 dev eth0
ip -n peer addr add 10.0.0.2/24 dev eth0
arp -s 10.0.0.2 $(ip netns exec peer cat /sys/class/net/eth0/address)
ip netns exec peer arp -s 10.0.0.1 $(cat /sys/class/net/eth0/address)
ping -c 3 -i 0.1 10.0.0.2 | grep -o '. received'
ip -s link show eth0 | tail -4
ip -j -s link show eth0 | jq -c '.[0].stats64 | [.tx.packets, .tx.bytes, .rx.packets]'
cat /sys/class/net/eth0/statistics/tx_bytes
ping -c 1 -s 1000 10.0.0.2 > /dev/null
cat /sys/class/net/eth0/statistics/tx_bytes
ip -n peer -s link show eth0 | awk 'NR == 4 {print $1, $2}'
