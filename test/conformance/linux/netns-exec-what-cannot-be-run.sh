# ip netns exec with a command that is none.
ip netns add blue
ip netns exec
ip netns exec blue
ip netns exec blue nosuch
ip netns exec blue ''
ip netns exec blue /
ip netns exec blue /nosuch/x
ip netns exec blue ./x
ip netns exec blue exit 3
ip netns exec blue bash -c 'exit 3'
ip netns exec nosuch true
ip netns exec -- true
ip netns exec blue ip netns identify
ip netns exec blue ls /sys/class/net
ip netns exec blue true
