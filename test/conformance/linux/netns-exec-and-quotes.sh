# Who expands a variable, a pipe or a star: this shell or the one in the namespace.
ip netns add red
ip -n red link set lo up
where=outside
ip netns exec red echo $where
ip netns exec red bash -c 'echo $where'
ip netns exec red bash -c "echo $where"
where=inside ip netns exec red bash -c 'echo $where'
ip netns exec red bash -c 'ip -br link | wc -l'
ip netns exec red ip addr add 10.0.0.1/32 dev lo && ip -br -4 addr | wc -l
ip netns exec red ip -br -4 addr > /tmp/out; cat /tmp/out
ip netns exec red sh -c 'cd /tmp && ls out'
ip netns exec red "ip link"
ip netns exec red sh -c 'exit 7'; echo $?
ip netns exec red bash <<EOF
ip -br link | wc -l
echo $where
EOF

ip netns exec
