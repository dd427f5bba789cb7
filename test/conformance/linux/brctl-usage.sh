brctl
brctl --help
brctl -h
brctl --version
brctl -V
brctl help
brctl foo
brctl -x
brctl --foo
brctl SHOW
brctl add
brctl addbr
brctl delbr
brctl addif
brctl addif br0
brctl delif br0
brctl hairpin br0 v0
brctl setageing br0
brctl setbridgeprio br0
brctl setfd br0
brctl sethello br0
brctl setmaxage br0
brctl setpathcost br0 v0
brctl setportprio br0 v0
brctl showmacs
brctl showstp
brctl stp br0
brctl addbr br0 br1
brctl show
