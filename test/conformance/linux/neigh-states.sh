# The states a neighbour goes through, and every way to show, set and flush entries.
sysctl -qw net.ipv6.conf.default.disable_ipv6=1 net.ipv6.conf.all.disable_ipv6=1
ip netns add red
ip netns exec red sysctl -qw net.ipv6.conf.default.disable_ipv6=1 net.ipv6.conf.all.disable_ipv6=1
ip link add eth0 address 02:00:00:00:00:01 type veth peer name eth0 address 02:00:00:00:00:02 netns red
ip addr add 10.0.0.1/24 dev eth0
ip -n red addr add 10.0.0.2/24 dev eth0
ip link set eth0 up
ip -n red link set eth0 up
ip neigh | LC_ALL=C sort
ping -c 1 10.0.0.2
ip neigh | LC_ALL=C sort
ip -n red neigh
ip n
ip neighbor
ip neighbour show
ip neigh ls
ip nei
ip -br neigh
ip -c neigh
ip -j neigh show dev eth0
ip -j -p neigh
ip -o neigh
ip -d neigh
ip -4 neigh
ip -6 neigh
ip -N neigh
ip neigh show 10.0.0.2
ip neigh show to 10.0.0.2
ip neigh show 10.0.0.0/24
ip neigh show 10.1.0.0/16
ip neigh show dev eth0
ip neigh show dev lo
ip neigh show nud reachable
ip neigh show nud all
ip neigh show nud stale
ip neigh show nud none
ip neigh show nud frob
ip neigh show unused
ip neigh show proxy
ip neigh show router
ip neigh show dev eth0 nud reachable
ip neigh show frob
ip neigh show dev
ip neigh get 10.0.0.2 dev eth0
ip neigh get 10.0.0.3 dev eth0
ip neigh get 10.0.0.2
ip neigh get dev eth0
ip neigh get
ip neigh get 10.0.0.2 dev nosuch
ping -c 1 -W 1 10.0.0.77
ip neigh | LC_ALL=C sort
ip neigh show nud incomplete
sleep 3
ip neigh | LC_ALL=C sort
ip neigh show nud failed
arp -n | LC_ALL=C sort
ip neigh add 10.0.0.3 lladdr 02:00:00:00:00:33 dev eth0
ip neigh add 10.0.0.4 lladdr 02:00:00:00:00:44 dev eth0 nud permanent
ip neigh add 10.0.0.5 lladdr 02:00:00:00:00:55 nud reachable dev eth0
ip neigh add 10.0.0.6 lladdr 02:00:00:00:00:66 dev eth0 nud stale
ip neigh add 10.0.0.7 lladdr 02:00:00:00:00:77 dev eth0 nud noarp
ip neigh add 10.0.0.8 dev eth0 nud noarp
ip neigh add 10.0.0.9 dev eth0 nud failed
ip neigh add 10.0.0.11 lladdr 02:00:00:00:00:bb dev eth0 nud probe
ip neigh add 10.0.0.12 lladdr 02:00:00:00:00:cc dev eth0 nud delay
ip neigh add 10.0.0.13 lladdr 02:00:00:00:00:dd dev eth0 nud incomplete
ip neigh add 10.99.0.1 lladdr 02:00:00:00:00:99 dev eth0
ip neigh add 10.0.0.14 lladdr 02-00-00-00-00-ee dev eth0
ip neigh add 10.0.0.14 lladdr 02:00:00:00:00 dev eth0
ip neigh add 10.0.0.14 lladdr dev eth0
ip neigh add 10.0.0.14/24 lladdr 02:00:00:00:00:ee dev eth0
ip neigh add to 10.0.0.15 lladdr 02:00:00:00:00:0f dev eth0
ip neigh add 10.0.0.16 lladdr 02:00:00:00:00:10 dev eth0 dev lo
ip neigh add 10.0.0.17 10.0.0.18 lladdr 02:00:00:00:00:10 dev eth0
ip neigh add 10.0.0.19 lladdr 02:00:00:00:00:10 dev eth0 frob
ip neigh add 10.0.0.20 lladdr 02:00:00:00:00:10 eth0
ip neigh add
ip neigh add dev eth0
ip neigh add 10.0.0.21
ip neigh del 10.0.0.21
ip neigh show nud permanent | LC_ALL=C sort
ip neigh show nud noarp
ip neigh show 10.0.0.9
ip neigh change 10.0.0.3 lladdr 02:00:00:00:00:34 dev eth0
ip neigh chg 10.0.0.3 lladdr 02:00:00:00:00:35 dev eth0 nud reachable
ip neigh replace 10.0.0.4 lladdr 02:00:00:00:00:45 dev eth0 nud stale
ip neigh show 10.0.0.3
ip neigh show 10.0.0.4
ip neigh del 10.0.0.4 dev eth0
ip neigh delete 10.0.0.99 dev eth0
ip neigh del 10.0.0.3 lladdr 02:00:00:00:00:35 dev eth0
ip neigh flush 10.0.0.15
ip neigh flush dev eth0 nud noarp
ip -s neigh flush 10.0.0.6
ip -s -s neigh flush dev lo
ip neigh flush nud permanent
ip neigh flush all
ip neigh flush dev nosuch
ip neigh flush frob
ip neigh show nud permanent | LC_ALL=C sort
ip neigh flush dev eth0
ip neigh show dev eth0 | grep -v FAILED
ping -c 1 10.0.0.2
ip neigh show 10.0.0.2
ip link set eth0 arp off
ping -c 1 -W 1 10.0.0.2
ip neigh | LC_ALL=C sort
ip link set eth0 arp on
ip link set eth0 down
ip neigh | LC_ALL=C sort
ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:09 dev eth0
ip neigh | LC_ALL=C sort
ip link set eth0 up
ip neigh | LC_ALL=C sort
ping -c 1 -W 1 10.0.0.2
