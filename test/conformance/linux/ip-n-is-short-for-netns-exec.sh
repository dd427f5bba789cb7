# `ip -n NS` is quicker than `ip netns exec NS ip`, but only for ip.
ip netns add red
ip -n red link set lo up
ip -netns red addr show lo | grep inet
ip netns exec red ip -br -4 addr
ip -n red netns list
ip -n red -br -4 addr
ip -br -n red -4 addr
ip -n nosuch link
ip -n
ip -n red ping 127.0.0.1
ip link -n red
