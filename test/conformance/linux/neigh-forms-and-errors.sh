ip neigh
ip link add eth0 address 02:00:00:00:00:01 type veth peer name wire0 address 02:00:00:00:00:02
ip link set wire0 up
ip link set eth0 up
ip addr add 10.0.0.1/24 dev eth0
ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:09 dev eth0
ip neigh
ip neigh show dev eth0
ip -j neigh
ip -j -p neigh
ip -s neigh
ip -o neigh
ip -4 neigh
ip n show 10.0.0.2
ip neigh show nud permanent
ip neigh show nud reachable
ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:0a dev eth0
ip neigh replace 10.0.0.2 lladdr 02:00:00:00:00:0a dev eth0
ip neigh change 10.0.0.3 lladdr 02:00:00:00:00:0a dev eth0
ip neigh
ip neigh add 10.0.0.4 dev eth0
ip neigh add 10.0.0.4 lladdr 02:00:00:00:00:0b
ip neigh add lladdr 02:00:00:00:00:0b dev eth0
ip neigh add 10.0.0.4 lladdr zz dev eth0
ip neigh add 10.0.0.4 lladdr 02:00:00:00:00:0b dev nosuch
ip neigh add 10.0.0.256 lladdr 02:00:00:00:00:0b dev eth0
ip neigh add 10.0.0.4 lladdr 02:00:00:00:00:0b dev eth0 nud frob
ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:0b dev eth0 nud stale
ip neigh del 10.0.0.2 dev eth0
ip neigh
ip neigh del 10.0.0.99 dev eth0
ip neigh add 10.0.0.5 lladdr 02:00:00:00:00:0b dev eth0 nud stale
ip neigh
ip neigh get 10.0.0.5 dev eth0
ip neigh get 10.0.0.6 dev eth0
ip neigh flush dev eth0
ip neigh
ip neigh flush
ip neigh frob
ip neigh show dev nosuch
ping -c 1 -W 1 10.0.0.7
ip neigh
ip link set eth0 down
ip neigh
