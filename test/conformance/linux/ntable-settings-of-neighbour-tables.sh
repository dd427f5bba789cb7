ip link add v0 type veth peer name v1
ip ntable show dev none | grep -v reachable
ip ntable show dev nosuch
ip ntable show foo
ip ntable show name nosuch
ip -4 ntable | grep -v reachable
ip -6 ntable show dev lo | grep -v reachable
ip ntable change name arp_cache dev v0 queue 8
ip ntable chg name arp_cache dev v0 retrans 500 gc_stale 70000 delay_probe 6000 app_probes 1 ucast_probes 4 mcast_probes 5 anycast_delay 2000 proxy_delay 900 proxy_queue 65 locktime 1500
ip ntable show dev v0 name arp_cache | grep -v reachable
sysctl -a 2>/dev/null | grep ipv4.neigh.v0
ip ntable change name arp_cache queue 9
ip ntable change name arp_cache dev v0 mcast_reprobes 4
sysctl net.ipv4.neigh.default.unres_qlen net.ipv4.neigh.v0.mcast_resolicit
ip ntable change name arp_cache dev nosuch queue 9
ip ntable change name ndisc_cache dev v0 queue 9
ip ntable change name nosuch dev v0 queue 9
ip ntable change name arp_cache name arp_cache
ip ntable change name arp_cache gc_int 5
ip ntable change name arp_cache queue abc
ip ntable change name arp_cache foo
ip ntable change dev v0 queue 8
ip -4 ntable change name ndisc_cache dev v0 queue 9
ip -j ntable show dev v0 name ndisc_cache | sed 's/"reachable":[0-9]*//'
ip ntable change name arp_cache dev v0 base_reachable 5000
sysctl net.ipv4.neigh.v0.base_reachable_time_ms
ip ntable change name arp_cache dev v0 retrans 3
sysctl net.ipv4.neigh.v0.retrans_time_ms
