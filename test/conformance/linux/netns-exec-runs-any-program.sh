ip netns add red
ip netns exec red echo hello
ip netns exec red sh -c 'exit 7'
ip netns exec red nosuchprogram
ip netns exec red ls /nonexistent
ip netns exec red bash -c 'ip -br link; echo $((6 * 7))'
ip netns exec red cat /proc/sys/net/ipv4/ip_forward
ip netns exec red sysctl -w net.ipv4.ip_forward=1
ip netns exec red cat /proc/sys/net/ipv4/ip_forward
cat /proc/sys/net/ipv4/ip_forward
echo data | ip netns exec red cat
ip netns exec red hostname
ip netns exec red ip netns
ip netns exec red false
ip netns exec red true && echo yes
