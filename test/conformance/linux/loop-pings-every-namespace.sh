# A loop, a test and a word for each.
for ns in a b c; do ip netns add $ns; ip -n $ns link set lo up; done
ip -n b link set lo down
for ns in a b c; do if ip netns exec $ns ping -c 1 -W 1 127.0.0.1 > /dev/null 2>&1; then echo "$ns ok"; else echo "$ns FAILED"; fi; done
for ns in $(ip netns list | awk '{print $1}' | sort); do echo -n "$ns "; ip -n $ns -br link show lo | awk '{print $2}'; done
ip netns list | awk '{print $1}' | sort | while read ns; do ip -n $ns link set lo down; done
for ns in a b c; do ip netns exec $ns ping -c 1 127.0.0.1; done
n=0
while [ $n -lt 3 ]; do n=$((n + 1)); ip netns add x$n; done
ip netns list | wc -l
for n in {1..3}; do ip netns del x$n; done
ip netns list | sort | tr '\n' ' '
