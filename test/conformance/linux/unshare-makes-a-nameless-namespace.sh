# A network namespace needs no name; it lives as long as its last process.
unshare -n ip -br link
unshare -n ip -br addr
unshare --net sh -c 'ip link set lo up && ping -c 1 127.0.0.1 | grep -c "bytes from"'
ip netns list
unshare -n sh -c 'ip link add v0 type veth peer name v1; ip -br link | wc -l'
ip link show v0
