# Which processes are in a namespace, and in which a process is.
ip netns add red
ip netns add blue
ip netns pids red
ip netns exec red sleep 30 & sleep 0.1; [ "$(ip netns pids red)" = $! ] && echo the sleep; ip netns identify $!; ip netns pids blue; kill $!; sleep 0.1; ip netns pids red
ip netns exec red sleep 30 & ip netns exec red sleep 31 & ip netns exec blue sleep 32 & sleep 0.1; ip netns pids red | wc -l; ip netns pids blue | wc -l; for p in $(ip netns pids red); do ps -o args= -p $p; done; kill $(ip netns pids red) $(ip netns pids blue)
ip netns identify 99999
ip netns identify $$
ip netns exec red sleep 30 & sleep 0.1; ip netns attach green $!; ip netns exec green ip -br link; kill $!
ip link add veth0 type veth peer name veth1
ip netns exec blue sleep 30 & sleep 0.1; ip link set veth1 netns $!; ip -n blue -br link show veth1 | awk '{ print $1 }'; kill $!
ip netns pids nosuch
