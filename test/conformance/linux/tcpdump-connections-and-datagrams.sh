# What tcpdump shows of TCP and UDP: a connection refused, ports that are closed, and what a firewall rejects.
ip netns add red; ip link add veth0 type veth peer name veth1 netns red
ip link set veth0 address 02:00:00:00:00:01; ip -n red link set veth1 address 02:00:00:00:00:02
ip addr add 10.0.0.1/24 dev veth0; ip link set veth0 up; ip -n red addr add 10.0.0.2/24 dev veth1; ip -n red link set veth1 up; ip link set lo up
sleep 3
timeout 3 tcpdump -nt -i veth0 tcp port 8080 > /tmp/out 2> /dev/null & sleep 1; nc -z -w 1 10.0.0.2 8080; wait; sed 's/\bid [0-9]*/id N/; s/seq [0-9]\{4,\}/seq N/; s/ack [0-9]\{4,\}/ack N/; s/win [0-9]*/win N/; s/wscale [0-9]*/wscale N/; s/val [0-9]* ecr [0-9]*/val N ecr N/; s/1\.[0-9]\{5\}/1.PORT/; s/cksum 0x[0-9a-f]* (incorrect -> 0x[0-9a-f]*)/cksum (incorrect)/; s/cksum 0x[0-9a-f]* (correct)/cksum (correct)/; s/cksum 0x[0-9a-f]* -> 0x[0-9a-f]*/cksum/' /tmp/out; rm /tmp/out

timeout 4 tcpdump -nt -i veth0 udp or icmp > /tmp/out 2> /dev/null & sleep 1; echo hi | nc -u -w 1 10.0.0.2 5555; wait; sed 's/\bid [0-9]*/id N/; s/seq [0-9]\{4,\}/seq N/; s/ack [0-9]\{4,\}/ack N/; s/win [0-9]*/win N/; s/wscale [0-9]*/wscale N/; s/val [0-9]* ecr [0-9]*/val N ecr N/; s/1\.[0-9]\{5\}/1.PORT/; s/cksum 0x[0-9a-f]* (incorrect -> 0x[0-9a-f]*)/cksum (incorrect)/; s/cksum 0x[0-9a-f]* (correct)/cksum (correct)/; s/cksum 0x[0-9a-f]* -> 0x[0-9a-f]*/cksum/' /tmp/out; rm /tmp/out

timeout 3 tcpdump -nt -i veth0 'tcp[tcpflags] & tcp-syn != 0' > /tmp/out 2> /dev/null & sleep 1; nc -z -w 1 10.0.0.2 8080; wait; sed 's/\bid [0-9]*/id N/; s/seq [0-9]\{4,\}/seq N/; s/ack [0-9]\{4,\}/ack N/; s/win [0-9]*/win N/; s/wscale [0-9]*/wscale N/; s/val [0-9]* ecr [0-9]*/val N ecr N/; s/1\.[0-9]\{5\}/1.PORT/; s/cksum 0x[0-9a-f]* (incorrect -> 0x[0-9a-f]*)/cksum (incorrect)/; s/cksum 0x[0-9a-f]* (correct)/cksum (correct)/; s/cksum 0x[0-9a-f]* -> 0x[0-9a-f]*/cksum/' /tmp/out; rm /tmp/out

timeout 3 tcpdump -t -i veth0 port http > /tmp/out 2> /dev/null & sleep 1; nc -z -w 1 10.0.0.2 80; wait; sed 's/\bid [0-9]*/id N/; s/seq [0-9]\{4,\}/seq N/; s/ack [0-9]\{4,\}/ack N/; s/win [0-9]*/win N/; s/wscale [0-9]*/wscale N/; s/val [0-9]* ecr [0-9]*/val N ecr N/; s/1\.[0-9]\{5\}/1.PORT/; s/cksum 0x[0-9a-f]* (incorrect -> 0x[0-9a-f]*)/cksum (incorrect)/; s/cksum 0x[0-9a-f]* (correct)/cksum (correct)/; s/cksum 0x[0-9a-f]* -> 0x[0-9a-f]*/cksum/' /tmp/out; rm /tmp/out

timeout 3 tcpdump -ntv -i veth0 tcp > /tmp/out 2> /dev/null & sleep 1; nc -z -w 1 10.0.0.2 81; wait; sed 's/\bid [0-9]*/id N/; s/seq [0-9]\{4,\}/seq N/; s/ack [0-9]\{4,\}/ack N/; s/win [0-9]*/win N/; s/wscale [0-9]*/wscale N/; s/val [0-9]* ecr [0-9]*/val N ecr N/; s/1\.[0-9]\{5\}/1.PORT/; s/cksum 0x[0-9a-f]* (incorrect -> 0x[0-9a-f]*)/cksum (incorrect)/; s/cksum 0x[0-9a-f]* (correct)/cksum (correct)/; s/cksum 0x[0-9a-f]* -> 0x[0-9a-f]*/cksum/' /tmp/out; rm /tmp/out

ip netns exec red iptables -A INPUT -p tcp --dport 82 -j REJECT
ip netns exec red iptables -A INPUT -p tcp --dport 83 -j DROP
timeout 3 tcpdump -nt -i veth0 tcp or icmp > /tmp/out 2> /dev/null & sleep 1; nc -z -w 1 10.0.0.2 82; wait; sed 's/\bid [0-9]*/id N/; s/seq [0-9]\{4,\}/seq N/; s/ack [0-9]\{4,\}/ack N/; s/win [0-9]*/win N/; s/wscale [0-9]*/wscale N/; s/val [0-9]* ecr [0-9]*/val N ecr N/; s/1\.[0-9]\{5\}/1.PORT/; s/cksum 0x[0-9a-f]* (incorrect -> 0x[0-9a-f]*)/cksum (incorrect)/; s/cksum 0x[0-9a-f]* (correct)/cksum (correct)/; s/cksum 0x[0-9a-f]* -> 0x[0-9a-f]*/cksum/' /tmp/out; rm /tmp/out

timeout 4 tcpdump -nt -i veth0 tcp or icmp > /tmp/out 2> /dev/null & sleep 1; nc -z -w 1 10.0.0.2 83; wait; sed 's/\bid [0-9]*/id N/; s/seq [0-9]\{4,\}/seq N/; s/ack [0-9]\{4,\}/ack N/; s/win [0-9]*/win N/; s/wscale [0-9]*/wscale N/; s/val [0-9]* ecr [0-9]*/val N ecr N/; s/1\.[0-9]\{5\}/1.PORT/; s/cksum 0x[0-9a-f]* (incorrect -> 0x[0-9a-f]*)/cksum (incorrect)/; s/cksum 0x[0-9a-f]* (correct)/cksum (correct)/; s/cksum 0x[0-9a-f]* -> 0x[0-9a-f]*/cksum/' /tmp/out; rm /tmp/out

