# Namespaces by every name they have, and what goes wrong.
ip netns add red
ip netns add blue
ip netns add red blue
ip netns list
ip netns show
ip netns lst
ip netns ls
ip netns list red
ip -o netns
ip -d netns
ip -s netns
ip -br netns
ip -c netns
ip -j -p netns
ip -4 netns list
ip netns identify
ip netns identify $$
ip netns identify 1
ip netns identify self
ip netns identify 999999
ip netns identify 1 2
ip netns identify ''
ip netns exec red ip netns identify
ip netns exec red bash -c 'ip netns identify'
ip netns pids red
ip netns pids
ip netns pids green
ip netns pids red blue
ip netns exec red echo hello
ip netns exec red false
ip netns exec red sh -c 'exit 7'
ip netns exec red nosuchcommand
ip netns exec red /bin/nosuch
ip netns exec red ip netns
ip netns exec red ip netns exec blue ip -br link
ip netns exec red ip -n blue link show lo
ip -n red netns exec blue ip netns identify
ip -netns red -br link
ip -netns=red link
ip -net red -br link
ip -n red -n blue link show lo
ip -nred link
ip -n /run/netns/red -br link
ip -n /var/run/netns/red -br link
ip -n /proc/1/ns/net -br link show lo
ip -n ../red link
ip -n '' link
ip -all netns exec ip -br link show lo
ip -a netns exec true
ip -all netns exec
ip -all link
ip netns exec red blue ip link
ip netns exec
ip netns exec red
ip netns set red 5
ip netns list
ip netns list-id
ip -j netns list-id
ip netns set red 5
ip netns set blue 5
ip netns set blue -1
ip netns set blue abc
ip netns set blue auto
ip netns set green 3
ip netns set
ip netns set blue
ip netns list-id nsid 5
ip netns list-id nsid 99
ip netns list-id nsid abc
ip link add v0 type veth peer name v1 netns red
ip link show v0
ip -n red link show v1
ip -n red netns list-id
ip netns exec red ip netns list
ip link set v0 netns blue
ip -n blue link show v0
ip link set v0 netns red
ip -n blue link set v0 netns 1
ip link show v0
ip link set v0 netns 999999
ip link set v0 netns $$
ip -n red link set v1 netns blue name w1
ip -n blue -br link
ip link show v0
ip netns del blue
ip link show v0
ip netns attach yellow $$
ip netns attach yellow
ip netns attach red 1
ip netns attach green 999999
ip netns identify
ip -n yellow -br link
ip netns del yellow
ip -br link
ip netns attach yellow abc
ip netns add 'with space'
ip netns
ip netns exec 'with space' ip -br link
ip netns del 'with space'
ip netns add -h
ip netns add --help
ip netns add help
ip netns del help
ip netns delete
ip netns del a/b
ip netns del red green
ip netns
ip netns help
ip netns exec --help
ip net
ip nets
ip netn
ls /run/netns /var/run/netns
ip -all netns delete
ip netns
ip -all netns exec true
