# What `ip neigh flush` takes away depends on what it is asked for.
ip link add eth0 type veth peer name far0
ip link set far0 up
ip link set eth0 up
ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:02 dev eth0 nud stale
ip neigh add 10.0.0.3 lladdr 02:00:00:00:00:03 dev eth0 nud reachable
ip neigh add 10.0.0.4 lladdr 02:00:00:00:00:04 dev eth0 nud permanent
ip neigh add 10.0.1.5 lladdr 02:00:00:00:00:05 dev eth0 nud stale
ip neigh show | sort
ip neigh flush
ip -s neigh flush 10.0.0.2
ip neigh flush to 10.0.1.0/24
ip neigh show | sort
ip neigh flush dev eth0 nud reachable
ip neigh show | sort
ip neigh del 10.0.0.4 dev eth0
ip neigh show
