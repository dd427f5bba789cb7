# What tcpdump shows of pings: on one device, on all of them, with the link's header and in detail.
ip netns add red; ip link add veth0 type veth peer name veth1 netns red
ip link set veth0 address 02:00:00:00:00:01; ip -n red link set veth1 address 02:00:00:00:00:02
ip addr add 10.0.0.1/24 dev veth0; ip link set veth0 up; ip -n red addr add 10.0.0.2/24 dev veth1; ip -n red link set veth1 up; ip link set lo up
sleep 3
timeout 4 tcpdump -nt -i veth0 icmp or arp > /tmp/out 2> /tmp/err & sleep 1; ping -c 2 10.0.0.2 > /dev/null; wait; sed 's/\bid [0-9]*/id N/' /tmp/out; cat /tmp/err; rm /tmp/out /tmp/err

timeout 3 tcpdump -nt -i any icmp > /tmp/out 2> /tmp/err & sleep 1; ping -c 1 10.0.0.2 > /dev/null; ping -c 1 127.0.0.1 > /dev/null; wait; sed 's/\bid [0-9]*/id N/' /tmp/out; cat /tmp/err; rm /tmp/out /tmp/err

timeout 3 tcpdump -ntvv -e -i veth0 icmp > /tmp/out 2> /tmp/err & sleep 1; ping -c 1 10.0.0.2 > /dev/null; wait; sed 's/\bid [0-9]*/id N/' /tmp/out; cat /tmp/err; rm /tmp/out /tmp/err

timeout 3 tcpdump -nte -i any icmp > /tmp/out 2> /tmp/err & sleep 1; ping -c 1 -t 3 10.0.0.2 > /dev/null; wait; sed 's/\bid [0-9]*/id N/' /tmp/out; cat /tmp/err; rm /tmp/out /tmp/err

timeout 6 tcpdump -nt -i veth0 arp > /tmp/out 2> /tmp/err & sleep 1; ping -c 1 -W 1 10.0.0.77 > /dev/null; wait; sed 's/\bid [0-9]*/id N/' /tmp/out; cat /tmp/err; rm /tmp/out /tmp/err

timeout 3 tcpdump -ntq -i veth0 -Q in icmp > /tmp/out 2> /tmp/err & sleep 1; ping -c 1 10.0.0.2 > /dev/null; wait; sed 's/\bid [0-9]*/id N/' /tmp/out; cat /tmp/err; rm /tmp/out /tmp/err

timeout 3 tcpdump -nt -x -i veth0 arp > /tmp/out 2> /tmp/err & sleep 1; ip neigh flush all; ping -c 1 10.0.0.2 > /dev/null; wait; sed 's/\bid [0-9]*/id N/' /tmp/out; cat /tmp/err; rm /tmp/out /tmp/err

timeout 3 tcpdump -nt -i veth0 'icmp[icmptype] == icmp-echo' > /tmp/out 2> /tmp/err & sleep 1; ping -c 1 10.0.0.2 > /dev/null; wait; sed 's/\bid [0-9]*/id N/' /tmp/out; cat /tmp/err; rm /tmp/out /tmp/err

tcpdump -c 2 -nt -i veth0 icmp > /tmp/out 2> /tmp/err & sleep 1; ping -c 2 10.0.0.2 > /dev/null; wait; head -2 /tmp/out | wc -l; head -3 /tmp/err; rm /tmp/out /tmp/err

tcpdump -nt -i veth0 icmp > /tmp/out 2> /tmp/err & sleep 1; ping -c 2 10.0.0.2 > /dev/null; sleep 1.5; cat /tmp/out; kill $!; wait $!; echo $?; sed 's/\bid [0-9]*/id N/' /tmp/out; cat /tmp/err; rm /tmp/out /tmp/err

