brctl addbr br0
ip link add v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02
brctl addif br0 v0
brctl showstp br0
brctl setageing br0 100
brctl setageing br0 x
brctl setfd br0 3
brctl setfd br0 0
brctl setfd br0 99
brctl setfd br0 x
brctl setfd nobr 3
brctl sethello br0 5
brctl sethello br0 99
brctl sethello br0 x
brctl setmaxage br0 10
brctl setmaxage br0 1
brctl setmaxage br0 x
brctl setbridgeprio br0 100
brctl setbridgeprio br0 0x1000
brctl setbridgeprio br0 x
brctl setbridgeprio nobr 3
brctl setpathcost br0 v0 55
brctl setpathcost br0 v0 0
brctl setpathcost br0 v0 70000
brctl setpathcost br0 v0 x
brctl setpathcost br0 v1 5
brctl setpathcost br0 nodev 5
brctl setportprio br0 v0 5
brctl setportprio br0 v0 99
brctl setportprio br0 v0 x
brctl hairpin br0 v0 on
brctl hairpin br0 v0 foo
brctl hairpin nobr v0 on
brctl hairpin br0 nodev on
brctl hairpin br0 v1 on
brctl stp br0 foo
brctl stp nobr on
brctl stp br0 on
brctl show
brctl stp br0 0
brctl show
ip link show br0
bridge -d link show dev v0
brctl showstp nobr
brctl showstp v0
