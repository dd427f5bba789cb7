# ping in the background, its log read while it runs and after it ended.
ip link set lo up
ping -c 3 -i 0.3 127.0.0.1 > /tmp/log & sleep 0.1; cat /tmp/log
sleep 1; tail -4 /tmp/log
ping -i 0.2 127.0.0.1 > /tmp/log & sleep 1.1; kill $!; grep -c from /tmp/log
sleep 0.5; tail -1 /tmp/log | grep -c from
ping -c 1 10.9.9.9 > /tmp/out 2> /tmp/err & wait; cat /tmp/out /tmp/err
for i in 1 2 3; do ping -c 1 -W 1 127.0.0.$i > /tmp/ping.$i & done; wait; grep -h received /tmp/ping.1 /tmp/ping.2 /tmp/ping.3
ip netns add red
ip netns exec red ping -c 1 127.0.0.1 & wait
ip -n red link set lo up
ip netns exec red ping -c 1 127.0.0.1 > /tmp/red & wait; grep received /tmp/red
( ping -c 2 -i 0.2 127.0.0.1 | grep received ) & wait
{ ping -c 1 127.0.0.1 | tail -2 | head -1; echo after; } & wait
