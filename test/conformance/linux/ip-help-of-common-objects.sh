# What ip says when asked for help, object by object.
ip help
ip address help
ip link help
ip route help
ip rule help
ip neighbour help
ip neighbor help
ip netns help
ip nexthop help
ip monitor help
ip link help veth
ip link help bridge
ip link help vlan
ip help link
ip h
ip he
ip a h
ip r he
ip li hel
