# nsenter and ip netns by the number of a process; its files under /proc.
sleep 5 & pkill -e sleep | sed 's/[0-9]\+/N/'; pidof sleep | wc -w
nsenter -t 99999 -n true
nsenter -t abc -n true
nsenter -n true
sleep 50 & nsenter -t $! -n true; echo $?; nsenter --target $! --net true; echo $?; kill $!
ip netns add red
ip netns exec red sleep 30 & sleep 0.1; ip netns identify $!; nsenter -t $! -n ip -br link; cat /proc/$!/comm; tr '\0' ' ' < /proc/$!/cmdline; echo; ip netns pids red | wc -l; kill $!
lsns -t foo
lsns --foo
cat /proc/1/status | head -1 | wc -l
ls /proc/self/ns
readlink /proc/self/ns/net | sed 's/[0-9]/N/g'
[ "$(readlink /proc/1/ns/net)" = "$(readlink /proc/self/ns/net)" ] && echo same
[ "$(readlink /proc/1/ns/net)" = "$(ip netns exec red readlink /proc/self/ns/net)" ] || echo other
ip netns exec red ip link set lo up; head -3 /proc/1/net/dev | wc -l
cat /proc/99999/comm
head -2 /proc/self/net/dev
sleep 20 & sleep 0.1; grep -E '^(Name|State|Threads)' /proc/$!/status; head -1 /proc/$!/net/dev; kill $!
