# Pings in the background see what the foreground changes meanwhile.
ip netns add red
ip link add veth0 type veth peer name eth0 netns red
ip addr add 10.0.0.1/24 dev veth0; ip link set veth0 up
ip -n red addr add 10.0.0.2/24 dev eth0; ip -n red link set eth0 up
ping -c 1 10.0.0.2 > /dev/null; echo $?
ping -i 0.2 -c 10 10.0.0.2 > /tmp/log & sleep 0.9; iptables -A OUTPUT -d 10.0.0.2 -p icmp -j DROP; wait; grep -c 'bytes from' /tmp/log; tail -2 /tmp/log | grep -c '50% packet loss'
iptables -F
( sleep 0.3; ip -n red addr del 10.0.0.2/24 dev eth0 ) & ping -i 0.2 -c 5 -W 1 10.0.0.2 | grep -c 'bytes from'; wait
ip -n red addr add 10.0.0.2/24 dev eth0
( sleep 0.3; ip link set veth0 down ) & sleep 0.1; ip -br link show veth0 | awk '{ print $2 }'; wait; ip -br link show veth0 | awk '{ print $2 }'
