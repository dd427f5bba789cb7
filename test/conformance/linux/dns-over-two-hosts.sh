ip netns add client
ip netns add server
ip link add c0 netns client type veth peer name s0 netns server
ip -n client addr add 10.0.0.1/24 dev c0
ip -n server addr add 10.0.0.2/24 dev s0
ip -n client link set c0 up
ip -n server link set s0 up
ip -n server link set lo up
printf 'nameserver 10.0.0.2\noptions timeout:1 attempts:1\n' > /etc/resolv.conf
ip netns exec client dig web.lab +time=1 +tries=1
ip netns exec client ping -c1 -W1 web.lab
ip netns exec server dnsmasq --no-resolv --no-hosts --host-record=web.lab,10.0.0.2 --local=/lab/ --local=/in-addr.arpa/
ip netns exec client dig web.lab +noall +answer
ip netns exec client ping -c1 web.lab
ip netns exec client curl -sS http://web.lab/
ip netns exec server iptables -A INPUT -p udp --dport 53 -j DROP
ip netns exec client nslookup web.lab
ip netns exec client dig +tcp +short web.lab
ip netns exec server iptables -F
ip netns exec server iptables -A INPUT -p udp --dport 53 -j REJECT
ip netns exec client dig web.lab +time=1 +tries=1
ip netns exec server iptables -F
ip netns exec client iptables -t nat -A OUTPUT -d 10.9.9.9 -p udp --dport 53 -j DNAT --to 10.0.0.2:53
ip -n client route add 10.9.9.0/24 dev c0
ip netns exec client dig @10.9.9.9 web.lab +short
ip netns exec server ss -lun
ip netns exec server ss -ltn
