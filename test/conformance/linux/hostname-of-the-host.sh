# The name is of the machine, not of a network namespace.
hostname
uname -n
hostname node1
hostname
cat /proc/sys/kernel/hostname
ip netns add red
ip netns exec red hostname
ip netns exec red hostname node2
hostname
sysctl kernel.hostname
sysctl -w kernel.hostname=node3
hostname
hostname -s
