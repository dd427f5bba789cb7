# Which ARP requests are answered and what sender they name: proxy ARP, arp_ignore, arp_announce.
sysctl -qw net.ipv6.conf.default.disable_ipv6=1 net.ipv6.conf.all.disable_ipv6=1
for n in a r b; do
  ip netns add $n
  ip netns exec $n sysctl -qw net.ipv6.conf.default.disable_ipv6=1 net.ipv6.conf.all.disable_ipv6=1
  ip -n $n link set lo up
done

ip -n a link add eth0 type veth peer name eth0 netns r
ip -n r link add eth1 type veth peer name eth0 netns b
ip -n a addr add 10.0.0.10/16 dev eth0
ip -n r addr add 10.0.1.1/24 dev eth1
ip -n r addr add 10.0.0.1/24 dev eth0
ip -n b addr add 10.0.1.10/24 dev eth0
for end in a:eth0 r:eth0 r:eth1 b:eth0; do ip -n ${end%:*} link set ${end#*:} up; done
ip -n b route add default via 10.0.1.1
ip netns exec r sysctl -qw net.ipv4.ip_forward=1
# a believes that 10.0.1.10 is on its link; only proxy ARP lets it get there.
ip netns exec a ping -c 1 -W 1 10.0.1.10
ip netns exec r sysctl -w net.ipv4.conf.eth0.proxy_arp=1
ip netns exec a ping -c 1 -W 2 10.0.1.10
ip -n a neigh show 10.0.1.10 | sed 's/STALE\|REACHABLE\|DELAY/KNOWN/'
ip netns exec a ping -c 1 -W 1 10.0.0.77
ip netns exec a ping -c 1 -W 1 10.0.7.7
ip -n r route add 10.0.7.0/24 dev eth1
ip -n a neigh flush dev eth0
ip netns exec a ping -c 1 -W 2 10.0.7.7
ip netns exec r sysctl -w net.ipv4.conf.eth0.proxy_arp=0
ip -n a neigh flush dev eth0
ip netns exec a ping -c 1 -W 2 10.0.1.10
ip netns exec r sysctl -w net.ipv4.conf.all.proxy_arp=1
ip netns exec a ping -c 1 -W 2 10.0.1.10
ip netns exec r sysctl -w net.ipv4.conf.all.proxy_arp=0
# r has 10.0.1.1 on eth1; by default it answers for it on eth0 as well.
ip -n a neigh flush dev eth0
ip netns exec a ping -c 1 -W 1 10.0.1.1
ip -n a neigh flush dev eth0
ip netns exec r sysctl -w net.ipv4.conf.eth0.arp_ignore=1
ip netns exec a ping -c 1 -W 1 10.0.1.1
ip netns exec a ping -c 1 -W 1 10.0.0.1
ip -n a neigh flush dev eth0
ip netns exec r sysctl -w net.ipv4.conf.eth0.arp_ignore=2
ip netns exec a ping -c 1 -W 1 10.0.0.1
ip -n a neigh flush dev eth0
ip netns exec r sysctl -w net.ipv4.conf.eth0.arp_ignore=3
ip netns exec a ping -c 1 -W 1 10.0.1.1
ip -n a neigh flush dev eth0
ip netns exec r sysctl -w net.ipv4.conf.eth0.arp_ignore=8
ip netns exec a ping -c 1 -W 1 10.0.0.1
ip netns exec r sysctl -w net.ipv4.conf.eth0.arp_ignore=0
# Who asks: with arp_announce the sender of a request is an address of the link it goes out of.
ip -n r addr add 172.16.0.1/32 dev lo
ip -n r neigh flush dev eth0
ip netns exec r ping -c 1 -W 1 -I 172.16.0.1 10.0.0.10
ip -n a route add 172.16.0.1 via 10.0.0.1
ip -n r neigh flush dev eth0
ip -n a neigh flush dev eth0
ip netns exec r ping -c 1 -W 1 -I 172.16.0.1 10.0.0.10
ip -n a neigh | sed 's/STALE\|REACHABLE\|DELAY/KNOWN/' | sort
ip netns exec r sysctl -w net.ipv4.conf.eth0.arp_announce=2
ip -n r neigh flush dev eth0
ip -n a neigh flush dev eth0
ip netns exec r ping -c 1 -W 1 -I 172.16.0.1 10.0.0.10
ip -n a neigh | sed 's/STALE\|REACHABLE\|DELAY/KNOWN/' | sort
ip netns exec r sysctl -w net.ipv4.conf.eth0.arp_announce=1
ip -n r neigh flush dev eth0
ip -n a neigh flush dev eth0
ip netns exec r ping -c 1 -W 1 -I 172.16.0.1 10.0.0.10
ip -n a neigh | sed 's/STALE\|REACHABLE\|DELAY/KNOWN/' | sort
# A proxy entry by hand.
ip -n r neigh add proxy 10.0.0.50 dev eth0
ip -n r neigh show proxy
ip -n r neigh | grep -c lladdr
ip -n r -j neigh show proxy
ip netns exec r arp -n | grep 10.0.0.50
ip netns exec r arp -n 10.0.0.50
ip netns exec r arp -a 10.0.0.50
ip netns exec r cat /proc/net/arp | grep 10.0.0.50
ip -n r neigh get proxy 10.0.0.50 dev eth0
ip -n r neigh get 10.0.0.50 dev eth0
ip -n r -br neigh show proxy
ip -n r neigh show proxy dev eth0
ip -n r neigh show proxy dev eth1
ip -n r neigh add proxy 10.0.0.51
ip -n r neigh show proxy
ip netns exec r arp -n 10.0.0.51
ip -n r neigh del proxy 10.0.0.51
ip -n r neigh add proxy
ip -n r neigh add proxy dev eth0
ip -n r neigh add proxy 10.0.0.51 dev nosuch
ip netns exec r arp -s 10.0.0.62 02:00:00:00:00:62 netmask 255.255.255.0 pub
ip -n r route add 10.0.0.50 dev eth1
ip -n a neigh flush dev eth0
ip netns exec a ping -c 1 -W 2 10.0.0.50
ip -n a neigh show 10.0.0.50 | sed 's/STALE\|REACHABLE\|DELAY/KNOWN/'
ip -n r neigh add proxy 10.0.0.50 dev eth0
ip -n r neigh del proxy 10.0.0.50 dev eth0
ip -n r neigh del proxy 10.0.0.50 dev eth0
ip -n r neigh show proxy
ip netns exec r arp -s 10.0.0.60 02:00:00:00:00:60 pub
ip netns exec r arp -i eth0 -s 10.0.0.60 02:00:00:00:00:60 pub
ip netns exec r arp -i eth0 -Ds 10.0.0.61 eth0 pub
ip -n r neigh show proxy
ip netns exec r arp -n | grep '10.0.0.6'
ip netns exec r arp -i eth0 -d 10.0.0.60 pub
ip netns exec r arp -i eth0 -d 10.0.0.99 pub
ip -n r neigh show proxy
ip -n r neigh flush proxy
ip -n r neigh show proxy
ip -n r neigh add proxy 10.0.0.63 dev eth0
ip -n r link set eth0 down
ip -n r neigh show proxy
