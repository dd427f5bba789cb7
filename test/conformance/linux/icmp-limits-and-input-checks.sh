# How often a router complains, and which packets a host does not take in (a - r - b).
sysctl -qw net.ipv6.conf.default.disable_ipv6=1 net.ipv6.conf.all.disable_ipv6=1
for n in a r b; do
  ip netns add $n
  ip netns exec $n sysctl -qw net.ipv6.conf.default.disable_ipv6=1 net.ipv6.conf.all.disable_ipv6=1
  ip -n $n link set lo up
done

ip -n a link add eth0 type veth peer name eth0 netns r
ip -n r link add eth1 type veth peer name eth0 netns b
ip -n a addr add 10.0.1.2/24 dev eth0
ip -n r addr add 10.0.1.1/24 dev eth0
ip -n r addr add 10.0.2.1/24 dev eth1
ip -n b addr add 10.0.2.2/24 dev eth0
for end in a:eth0 r:eth0 r:eth1 b:eth0; do ip -n ${end%:*} link set ${end#*:} up; done
ip -n a route add default via 10.0.1.1
ip -n b route add default via 10.0.2.1
ip netns exec r sysctl -qw net.ipv4.ip_forward=1
ip -n r route add unreachable 10.9.0.0/16
ip netns exec a ping -c 10 -i 0.1 -W 1 10.9.0.1
sleep 8
ip netns exec a ping -c 10 -i 0.1 -W 1 10.9.0.1
sleep 8
ip netns exec r sysctl -w net.ipv4.icmp_ratelimit=0
ip netns exec a ping -q -c 20 -i 0.02 -W 1 10.9.0.1
ip netns exec r sysctl -w net.ipv4.icmp_ratelimit=1000 net.ipv4.icmp_ratemask=0
sleep 8
ip netns exec a ping -q -c 20 -i 0.02 -W 1 10.9.0.1
ip netns exec r sysctl -w net.ipv4.icmp_ratemask=6168
# Errors about the time to live cost no second token.
sleep 8
ip netns exec a ping -t 1 -c 10 -i 0.1 -W 1 10.0.2.2
# This host's own complaints are not limited.
ip -n a route add unreachable 10.8.0.0/16
ip netns exec a ping -q -c 20 -i 0.02 -W 1 10.8.0.1
ip netns exec a ping -c 1 10.8.0.1
# The way back.
ip netns exec a ping -c 1 -W 1 10.0.2.2
ip netns exec b sysctl -w net.ipv4.conf.eth0.rp_filter=1
ip netns exec a ping -c 1 -W 1 10.0.2.2
ip -n b route del default
ip netns exec a ping -c 1 -W 1 10.0.2.2
ip netns exec b sysctl -w net.ipv4.conf.eth0.rp_filter=2
ip netns exec a ping -c 1 -W 1 10.0.2.2
ip netns exec b sysctl -w net.ipv4.conf.eth0.rp_filter=0
ip netns exec a ping -c 1 -W 1 10.0.2.2
ip -n b route add default via 10.0.2.1
# Addresses of this host as senders, and loopback addresses on the wire.
ip -n a addr add 10.0.2.2/32 dev lo
ip netns exec a ping -c 1 -W 1 -I 10.0.2.2 10.0.2.1
ip netns exec a ping -c 1 -W 1 10.0.2.2
ip -n a addr del 10.0.2.2/32 dev lo
ip -n a addr add 127.9.9.9/32 dev eth0
ip netns exec a ping -c 1 -W 1 -I 127.9.9.9 10.0.1.1
ip netns exec a ping -c 1 -W 1 -I 127.0.0.1 10.0.1.1
ip -n a addr del 127.9.9.9/32 dev eth0
ip -n a route add 127.5.0.0/16 via 10.0.1.1
ip netns exec a ping -c 1 -W 1 127.5.0.1
# Switches for echo requests, TTLs and forwarding on one device only.
ip netns exec b sysctl -w net.ipv4.icmp_echo_ignore_all=1
ip netns exec a ping -c 1 -W 1 10.0.2.2
ip netns exec b ping -c 1 -W 1 127.0.0.1
ip netns exec b sysctl -w net.ipv4.icmp_echo_ignore_all=0 net.ipv4.ip_default_ttl=5
ip netns exec a ping -c 1 10.0.2.2
ip netns exec r sysctl -w net.ipv4.conf.eth0.forwarding=0
ip netns exec a ping -c 1 -W 1 10.0.2.2
ip netns exec b ping -c 1 -W 1 10.0.1.2
ip netns exec r sysctl net.ipv4.ip_forward net.ipv4.conf.all.forwarding net.ipv4.conf.eth1.forwarding
ip netns exec r sysctl -w net.ipv4.conf.eth0.forwarding=1
ip netns exec b ping -c 1 -W 1 10.0.1.2
ip netns exec r sysctl -w net.ipv4.conf.all.forwarding=0
ip netns exec a ping -c 1 -W 1 10.0.2.2
ip netns exec a ping -c 1 -W 1 10.0.2.1
