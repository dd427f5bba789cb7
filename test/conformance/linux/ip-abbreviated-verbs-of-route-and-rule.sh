# ip r a, ip ro ge, ip ru d: which verb a single letter means.
ip link add v1 type veth peer name v2
ip link set v1 up
ip link set v2 up
ip addr add 10.0.0.1/24 dev v1
ip r a 1.1.0.0/16 via 10.0.0.9
ip ro a 1.2.0.0/16 v 10.0.0.9
ip r ad 1.3.0.0/16 via 10.0.0.9 d v1
ip r g 1.1.1.1
ip ro ge 1.1.1.1
ip r s
ip r l
ip r sh
ip rou del 1.1.0.0/16
ip r de 1.2.0.0/16
ip r d 1.3.0.0/16
ip r a 1.3.0.0/16 dev v1
ip r c 1.3.0.0/16 dev v1
ip r r 1.3.0.0/16 dev v1
ip r rep 1.3.0.0/16 dev v1
ip r ap 1.3.0.0/16 dev v1 met 5
ip r p 1.4.0.0/16 dev v1
ip r f 1.3.0.0/16
ip ru a from 1.1.1.1 lookup 5
ip ru ad fr 1.1.1.2 l 6
ip ru
ip ru s
ip ru l
ip ru d pref 32765
ip ru de from 1.1.1.2
ip ru f
ip ru
