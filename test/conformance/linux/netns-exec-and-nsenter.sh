# Ways into a namespace.
ip netns add red
ip netns exec red ip -br link
ip netns exec red hostname
ip netns exec red bash -c 'ip link set lo up; ip -br link'
ip netns exec red sh -c 'echo $((1+2))'
ip netns exec red cat /proc/net/dev | head -2
ip netns exec red ls /sys/class/net
ip -n red -br link
ip -netns red -br link
ip --netns red -br link
ip -n=red link
nsenter --net=/var/run/netns/red ip -br link
nsenter --net=/run/netns/red ip -br link
nsenter --net=/run/netns/blue ip -br link
nsenter -n/run/netns/red ip -br link
ip netns exec blue ip link
ip netns exec red nosuch
ip netns exec red false
ip netns exec red true
ip netns exec red
ip netns exec
ip netns identify $$
ip netns pids red
ip netns pids blue
ls /run/netns
ls /var/run/netns
ip netns del red
ip netns del red
