# nc over IPv6: listening, connecting, refused and timed out.
ip netns add red
ip netns add blue
ip link add veth-red netns red type veth peer name veth-blue netns blue
ip -n red link set veth-red address 02:00:00:00:00:01
ip -n blue link set veth-blue address 02:00:00:00:00:02
ip -n red link set lo up
ip -n blue link set lo up
ip -n red link set veth-red up
ip -n blue link set veth-blue up
ip -n red addr add 2001:db8::1/64 dev veth-red nodad
ip -n blue addr add 2001:db8::2/64 dev veth-blue nodad
ip netns exec blue nc -6 -l -p 4000 > /root/got &
sleep 3
ip netns exec blue ss -tln
echo hello | ip netns exec red nc -q 1 2001:db8::2 4000
wait
cat /root/got
ip netns exec red nc -vz 2001:db8::2 4000
ip netns exec red nc -6 -vz 2001:db8::2 4000
ip netns exec red nc -vz -w 1 2001:db8::99 4000
ip netns exec red nc -4 -vz 2001:db8::2 4000
ip netns exec red nc -vz ::1 22
ip netns exec red nc -6 -vz 127.0.0.1 22
ip netns exec blue nc -6 -lv 4001 > /root/got2 2>&1 < /dev/null &
sleep 3
ip netns exec red nc -nvz fe80::ff:fe00:2%veth-red 4001
ip netns exec red nc -nvz fe80::ff:fe00:2 4001
wait
