brctl show
brctl addbr br0
brctl show
brctl addbr br0
brctl addbr averyveryverylongname
brctl delbr averyveryverylo
brctl delbr nobr
ip link add v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02
ip link add v2 address 02:00:00:00:00:03 type veth peer name v3
brctl addif nobr v0
brctl addif br0 nodev
brctl addif br0 v0
brctl addif br0 v0
brctl addif br0 lo
brctl addif v0 v2
brctl show
brctl show br0
brctl show nobr
brctl show br0 v0
brctl addif br0 v2
brctl show
bridge link
brctl showmacs br0
brctl showmacs nobr
brctl showmacs v0
ip link set br0 up
brctl delbr br0
brctl delif br0 v1
brctl delif br0 nodev
brctl delif nobr v0
brctl delif br0 v0
brctl delif br0 v2
brctl show
ip link set br0 down
brctl delbr br0
brctl delbr v0
brctl delbr lo
brctl show
