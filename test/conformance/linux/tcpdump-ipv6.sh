# What tcpdump shows of IPv6: neighbour discovery, pings, and what nobody takes.
# Router solicitations and reports to multicast routers are not looked at.
ip netns add red; ip link add veth0 type veth peer name veth1 netns red
ip link set veth0 address 02:00:00:00:00:01; ip -n red link set veth1 address 02:00:00:00:00:02
ip addr add 10.0.0.1/24 dev veth0; ip link set veth0 up; ip -n red addr add 10.0.0.2/24 dev veth1; ip -n red link set veth1 up; ip link set lo up
sleep 3
ip addr add fd00:1::1/64 dev veth0 nodad; ip -n red addr add fd00:1::2/64 dev veth1 nodad
timeout 3 tcpdump -nt -i veth0 'ip6 and ip6[40] != 133 and ip6[6] != 0' > /tmp/out 2> /tmp/err & sleep 1; ping -c 1 fd00:1::2 > /dev/null; wait; sed 's/\bid [0-9]*/id N/; s/flowlabel 0x[0-9a-f]*/flowlabel N/' /tmp/out; cat /tmp/err; rm /tmp/out /tmp/err

timeout 3 tcpdump -ntv -i veth0 'icmp6 and ip6[40] != 133' > /tmp/out 2> /tmp/err & sleep 1; ip neigh flush all; ip -n red neigh flush all; ping -c 1 fd00:1::2 > /dev/null; wait; sed 's/\bid [0-9]*/id N/; s/flowlabel 0x[0-9a-f]*/flowlabel N/' /tmp/out; cat /tmp/err; rm /tmp/out /tmp/err

timeout 3 tcpdump -nt -i any 'icmp6 and ip6[40] == 128' > /tmp/out 2> /tmp/err & sleep 1; ping -c 1 fd00:1::2 > /dev/null; wait; sed 's/\bid [0-9]*/id N/; s/flowlabel 0x[0-9a-f]*/flowlabel N/' /tmp/out; cat /tmp/err; rm /tmp/out /tmp/err

timeout 6 tcpdump -nt -i veth0 'icmp6 and host ff02::1:ff00:77' > /tmp/out 2> /tmp/err & sleep 1; ping -c 1 -W 1 fd00:1::77 > /dev/null; wait; sed 's/\bid [0-9]*/id N/; s/flowlabel 0x[0-9a-f]*/flowlabel N/' /tmp/out; cat /tmp/err; rm /tmp/out /tmp/err

timeout 6 tcpdump -nt -i veth0 'udp or icmp6 and ip6[40] = 1' > /tmp/out 2> /dev/null & sleep 1; echo hi | nc -u -w 1 fd00:1::2 5555; wait; sed 's/\bid [0-9]*/id N/; s/seq [0-9]\{4,\}/seq N/; s/ack [0-9]\{4,\}/ack N/; s/win [0-9]*/win N/; s/wscale [0-9]*/wscale N/; s/val [0-9]* ecr [0-9]*/val N ecr N/; s/1\.[0-9]\{5\}/1.PORT/; s/cksum 0x[0-9a-f]* (incorrect -> 0x[0-9a-f]*)/cksum (incorrect)/; s/cksum 0x[0-9a-f]* -> 0x[0-9a-f]*/cksum/' /tmp/out; rm /tmp/out

