# nsenter goes into the namespace of a file or of a process.
ip netns add red
ip -n red addr add 10.0.0.1/32 dev lo
ip -n red link set lo up
nsenter --net=/run/netns/red ip -br -4 addr
nsenter --net=/var/run/netns/red ip -br -4 addr
nsenter -n/run/netns/red hostname
nsenter --net=/run/netns/nosuch ip link
