# ip n r, ip nex g, ip netn e: the same for the other objects.
ip netns add A
ip link add v1 type veth peer name v2
ip link set v1 up
ip link set v2 up
ip addr add 10.0.0.1/24 dev v1
ip n a 10.0.0.7 ll 02:00:00:00:00:07 d v1
ip n add 10.0.0.7 lladdr 02:00:00:00:00:07 dev v1
ip n s
ip n l
ip n c 10.0.0.7 lladdr 02:00:00:00:00:08 dev v1
ip n r 10.0.0.7 lladdr 02:00:00:00:00:09 dev v1
ip n g 10.0.0.7 dev v1
ip n d 10.0.0.7 dev v1
ip n f dev v1
ip nex a id 1 via 10.0.0.9 dev v1
ip nex s
ip nex l
ip nex g id 1
ip nex d id 1
ip nex f
ip netn a B
ip netn l
ip netn s
ip netn e B hostname
ip netn d B
ip netn i
ip netn p A
ip netn
