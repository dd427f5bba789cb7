# Loopback has one neighbour entry for all addresses, and whoever changes it breaks loopback.
ip neigh show nud all
ip link set lo up
ip n replace 127.0.0.9 dev lo
ip -4 neigh show nud all
ip neigh del 127.0.0.1 dev lo
ip -4 neigh show nud all
ping -c1 -W1 127.0.0.1
ip -4 neigh show nud all
ip n add 127.0.0.1 lladdr 52:54:00:12:34:56 dev lo
ip n replace 127.0.0.1 lladdr 52:54:00:12:34:56 dev lo
ip neigh
ping -c1 -W1 127.0.0.1
ip neigh get 127.0.0.1 dev lo
ip neigh get 0.0.0.0 dev lo
ip neigh flush dev lo
ip -4 neigh show nud all
ip neigh del 10.0.0.1 dev lo
ping -c1 -W1 127.0.0.1
ping -c1 -W1 127.0.0.2
