# ip-netns(8): files in /etc/netns/NAME are seen in /etc by what ip netns exec runs; a namespace's own DNS server and hosts.
ip netns add blue
ip netns add red
mkdir -p /etc/netns/blue
echo 'nameserver 10.9.9.9' > /etc/netns/blue/resolv.conf
echo '10.0.0.7 seven' > /etc/netns/blue/hosts
grep -c 10.9.9.9 /etc/resolv.conf
ip netns exec blue cat /etc/resolv.conf
ip netns exec blue cat /etc/hosts
ip netns exec blue getent hosts seven
getent hosts seven
ip netns exec red getent hosts seven
ip netns exec blue sh -c 'cat /etc/hosts; grep -c nameserver /etc/resolv.conf'
ip netns exec blue sh -c 'echo 10.0.0.8 eight >> /etc/hosts'
cat /etc/netns/blue/hosts
ip -all netns exec grep -c seven /etc/hosts
mkdir /etc/netns/blue/iproute2
echo '77 seventy' > /etc/netns/blue/iproute2/rt_tables
ip netns exec blue cat /etc/iproute2/rt_tables
ip netns exec blue ip route add 10.0.0.0/8 dev lo table seventy
ip netns exec blue ip route show table seventy
ip netns exec blue ip netns exec red getent hosts eight
