# bridge(8): every object, verb and output form, and the mistakes.
sysctl -qw net.ipv6.conf.default.disable_ipv6=1 net.ipv6.conf.all.disable_ipv6=1
ip link add br0 address 02:00:00:00:00:10 type bridge
for n in 1 2 3; do
  ip netns add ns$n
  ip netns exec ns$n sysctl -qw net.ipv6.conf.default.disable_ipv6=1 net.ipv6.conf.all.disable_ipv6=1
  ip link add p$n address 02:00:00:00:01:0$n type veth peer name eth0 address 02:00:00:00:02:0$n netns ns$n
  ip link set p$n master br0
  ip link set p$n up
  ip -n ns$n addr add 10.0.0.$n/24 dev eth0
  ip -n ns$n link set eth0 up
done

ip link set br0 up
bridge
bridge help
bridge -V
bridge --help
bridge -h
bridge -z
bridge link
bridge link show
bridge link list
bridge link lst
bridge li
bridge l
bridge link show dev p1
bridge link show dev br0
bridge link show p1
bridge link show dev
bridge link show master br0
bridge -d link show dev p1
bridge -d -o link show dev p1
bridge -j link show dev p1
bridge -j -p link show dev p1
bridge -j -d link show dev p1
bridge -c link
bridge -c=always link show dev p2
bridge -s link show dev p1
bridge -t link show dev p1
bridge -n ns1 link
bridge -netns ns1 link
bridge -n nosuch link
bridge -b /nonexistent
bridge link set dev p1 cost 10
bridge link set dev p1 priority 16
bridge link set dev p1 state 3
bridge link set dev p1 state blocking
bridge link set dev p1 state 9
bridge link set dev p1 state frob
bridge link set dev p1 hairpin on
bridge link set dev p1 hairpin maybe
bridge link set dev p1 guard on root_block on fastleave on
bridge link set dev p1 learning off
bridge link set dev p1 flood off mcast_flood off bcast_flood off
bridge link set dev p1 isolated on
bridge link set dev p1 neigh_suppress on
bridge link set dev p1 learning on self
bridge link set dev p1 learning on master
bridge link set dev p1 cost
bridge link set dev p1 frob
bridge link set p1 cost 5
bridge link set dev nosuch cost 5
bridge link set dev br0 cost 5
bridge link set dev lo cost 5
bridge link set
bridge link frob
bridge -d link show dev p1
bridge link set dev p1 state 3 hairpin off guard off root_block off fastleave off learning on flood on mcast_flood on bcast_flood on isolated off neigh_suppress off
ip netns exec ns1 ping -c 1 10.0.0.2
ip netns exec ns3 ping -c 1 10.0.0.1
bridge fdb show | grep -vE '33:33|01:00:5e' | sort
bridge fdb show br br0 | grep -vE '33:33|01:00:5e' | sort
bridge fdb show brport p1 | grep -vE '33:33|01:00:5e' | sort
bridge fdb show dev p1 | grep -vE '33:33|01:00:5e' | sort
bridge fdb show dev p1 dynamic
bridge fdb show dynamic | sort
bridge fdb show br br0 dynamic | sort
bridge fdb show br br0 brport p1 dynamic
bridge fdb show state permanent dev p1 | grep -vE '33:33|01:00:5e' | sort
bridge fdb show static dev p1
bridge fdb list dev p1 dynamic
bridge fdb dev p1
bridge fdb show dev nosuch
bridge fdb show br nosuch
bridge fdb show br p1
bridge fdb show dev
bridge fdb show frob
bridge -j fdb show dev p1 dynamic
bridge -j -p fdb show dev p1 dynamic
bridge -s fdb show dev p1 dynamic
bridge -d fdb show dev p1 dynamic
bridge -o fdb show dev p1 dynamic
bridge -c fdb show dev p1 dynamic
bridge f s dev p1 dynamic
bridge fdb get 02:00:00:00:02:01 br br0
bridge fdb get 02:00:00:00:02:99 br br0
bridge fdb get 02:00:00:00:02:01 dev p1 master
bridge fdb get 02:00:00:00:02:01
bridge fdb get
bridge fdb add 02:00:00:00:03:01 dev p1
bridge fdb add 02:00:00:00:03:02 dev p1 master
bridge fdb add 02:00:00:00:03:03 dev p1 master static
bridge fdb add 02:00:00:00:03:04 dev p1 master dynamic
bridge fdb add 02:00:00:00:03:05 dev p1 master temp
bridge fdb add 02:00:00:00:03:06 dev p1 self
bridge fdb add 02:00:00:00:03:07 dev p1 self permanent
bridge fdb add 02:00:00:00:03:08 dev br0 self local
bridge fdb add 02:00:00:00:03:09 dev p1 master permanent
bridge fdb add 02:00:00:00:03:0a dev p1 master local
bridge fdb add 02:00:00:00:03:0b dev p1 master sticky
bridge fdb add 02:00:00:00:03:0c dev p1 master use
bridge fdb show dev p1 | grep 02:00:00:00:03 | sort
bridge fdb show dev br0 | grep 02:00:00:00:03 | sort
bridge fdb add 02:00:00:00:03:03 dev p1 master static
bridge fdb append 02:00:00:00:03:03 dev p1 master static
bridge fdb replace 02:00:00:00:03:03 dev p2 master static
bridge fdb add 02:00:00:00:03:0d dev p1 master vlan 5
bridge fdb add 02:00:00:00:03:0e dev lo master
bridge fdb add 02:00:00:00:03:0e dev lo
bridge fdb add 01:00:5e:00:00:05 dev p1 master
bridge fdb add ff:ff:ff:ff:ff:ff dev p1 master
bridge fdb add 00:00:00:00:00:00 dev p1 master
bridge fdb add 02:00:00:00:03 dev p1
bridge fdb add abc dev p1
bridge fdb add 02:00:00:00:03:0f
bridge fdb add dev p1
bridge fdb add
bridge fdb add 02:00:00:00:03:0f dev nosuch
bridge fdb add 02:00:00:00:03:0f dev p1 frob
bridge fdb add 02:00:00:00:03:0f dev p1 static dynamic
bridge fdb show | grep 02:00:00:00:03 | sort
bridge fdb del 02:00:00:00:03:02 dev p1 master
bridge fdb delete 02:00:00:00:03:03 dev p2 master
bridge fdb del 02:00:00:00:03:06 dev p1
bridge fdb del 02:00:00:00:03:99 dev p1 master
bridge fdb del 02:00:00:00:02:01 dev p1 master
bridge fdb del 02:00:00:00:02:03 dev p1 master
bridge fdb del
bridge fdb flush dev br0 dynamic; bridge fdb show | grep 02:00:00:00:0[23] | sort
bridge fdb flush dev p1 master
bridge fdb flush dev br0 brport p2 static
bridge fdb flush dev br0 nopermanent; bridge fdb show | grep 02:00:00:00:0[0123] | sort
bridge fdb flush dev br0
bridge fdb flush dev p1
bridge fdb flush
bridge fdb flush br0
bridge fdb flush dev nosuch
bridge fdb flush dev br0 brport nosuch
bridge fdb frob
bridge fdb show | grep 02:00:00:00:0[23] | sort
bridge mdb
bridge mdb show dev br0
bridge -j mdb
bridge mdb show dev nosuch
bridge mdb frob
bridge mdb help
bridge vlan show
bridge vlan show dev p1
bridge vlan
bridge frob
bridge show
bridge link show dev p1 up
# Ports that do not flood, and ports that are kept apart.
bridge link set dev p2 bcast_flood off
for n in 1 2; do ip -n ns$n neigh flush dev eth0; done
ip netns exec ns1 ping -c 1 -W 1 10.0.0.2
bridge link set dev p2 bcast_flood on
ip netns exec ns1 ping -c 1 10.0.0.2
bridge link set dev p1 isolated on
ip netns exec ns1 ping -c 1 -W 1 10.0.0.2
bridge link set dev p2 isolated on
ip netns exec ns1 ping -c 1 -W 1 10.0.0.2
ip netns exec ns1 ping -c 1 -W 1 10.0.0.3
bridge link set dev p1 isolated off
ip netns exec ns1 ping -c 1 10.0.0.2
bridge link set dev p1 locked on
bridge fdb flush dev br0 brport p1
ip netns exec ns1 ping -c 1 -W 1 10.0.0.2
bridge fdb add 02:00:00:00:02:01 dev p1 master static
ip netns exec ns1 ping -c 1 -W 1 10.0.0.2
bridge link set dev p1 locked off
ip link set p2 nomaster
bridge link
bridge fdb show dev p2
ip link del br0
bridge link
bridge fdb show dynamic
