# Seed row 7.
ip netns
ip netns list
ip netns add red
ip netns add blue
ip netns
ip netns list
ip -j netns
ip netns add red
ip netns exec red ip link
ip -n red link
ip -n red link show lo
ip netns show
ls /run/netns | sort
ip netns del red
ip netns
ip netns delete red
ip netns add
ip netns del
ip netns add a/b
ip netns add .
ip netns add ..
ip netns add ''
ip netns exec
ip netns exec blue
ip netns exec green ip link
ip -n green link
ip netns frob
ip netns identify
ip netns identify $$
ip netns exec blue ip netns identify
ip -all netns exec hostname
ip -all netns del
ip netns
