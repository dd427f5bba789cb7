# One command for all namespaces.
for ns in a b; do ip netns add $ns; done
ip -all netns exec ip link set lo up
ip -all netns exec ip -br -4 addr | sort | uniq -c | tr -s ' '
ip -all netns exec false; echo $?
ip -a netns exec true | grep -c netns
ip -all netns exec nosuch 2>&1 | sort | uniq -c | tr -s ' '
ip -all netns delete a
ip -all netns delete
ip netns list | wc -l
ip -all netns exec ip link
