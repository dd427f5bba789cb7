# When the kernel refuses a packet ping counts it as sent and says nothing, unless an ICMP error tells more.
ip link set lo up
ping -c 1 -W 1 10.0.0.2
ping -c 2 -i 0.2 -W 1 -I 127.0.0.1 10.0.0.2
ip link add eth0 type veth peer name wire0; ip link set eth0 up; ip link set wire0 up; ip addr add 10.2.0.1/24 dev eth0
ping -c 2 -i 0.2 -W 1 -I 10.2.0.1 10.0.0.2
ip route add unreachable 10.9.0.0/16
ip route add prohibit 10.10.0.0/16
ip route add blackhole 10.11.0.0/16
ping -c 1 -W 1 10.9.0.1
ping -c 1 -W 1 10.10.0.1
ping -c 1 -W 1 10.11.0.1
ping -c 1 -W 1 -I 10.2.0.1 10.9.0.1
ping -c 1 -W 1 -I 10.2.0.1 10.10.0.1
ping -c 1 -W 1 -I 10.2.0.1 10.11.0.1
ping -q -c 1 -W 1 -I 10.2.0.1 10.11.0.1
iptables -A OUTPUT -p icmp -d 10.2.0.1 -j DROP
ping -c 1 -W 1 10.2.0.1
iptables -R OUTPUT 1 -p icmp --icmp-type echo-request -d 10.2.0.1 -j REJECT
ping -c 1 -W 1 10.2.0.1
sysctl -w net.ipv4.icmp_echo_ignore_all=2
sysctl -w net.ipv4.icmp_echo_ignore_all=1
iptables -F
ping -c 1 -W 1 10.2.0.1
sysctl net.ipv4.icmp_echo_ignore_all
