# ip -all netns exec: one command everywhere, each under the namespace's name; ip -all netns del removes them all.
ip -all netns exec hostname
ip netns add red
ip netns add blue
ip -all netns exec hostname
ip -a netns exec ip -br link
ip -all netns exec ip link set lo up
ip -all netns exec ip -br addr
ip -all netns exec
ip -all netns
ip -all netns exec nosuch
ip -all netns exec false
ip -all -n red netns exec true
ip -all netns exec sh -c 'echo hi; exit 3'
ip -all netns del nosuch
ip netns
ip netns add red
ip -all netns del
ip netns
ip -all netns del
