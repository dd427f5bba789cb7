# A cable has two ends: there is no half of one.
ip netns add red
ip netns add green
ip link add v-red netns red type veth peer name v-green netns green
ip -n red -br link
ip -n green -br link
ip -n red link del v-red
ip -n green link show v-green
ip -n red link del v-red
ip link add v-red netns red type veth peer name v-green netns green
ip netns del green
sleep 0.3
ip -n red link show v-red
