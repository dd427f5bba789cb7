# A web server on IPv6, and clients that ask it.
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
mkdir /root/www
cd /root/www
echo hello > index.html
ip netns exec blue python3 -m http.server --bind :: 8000 > /dev/null 2> /root/log &
sleep 3
ip netns exec blue ss -tln
ip netns exec blue ss -6 -tln
ip netns exec blue ss -4 -tln
ip netns exec red curl -s http://[2001:db8::2]:8000/
ip netns exec red curl -6 -s -o /dev/null -w '%{http_code} %{remote_ip}\n' http://[2001:db8::2]:8000/
ip netns exec red curl -g -sv -o /dev/null http://[2001:db8::2]:8000/ 2>&1 | grep -v '^< \(Date\|Server\|Last\)'
ip netns exec red curl -sS http://[2001:db8::2]:81/
ip netns exec red curl -sS http://[2001:db8::99]:8000/
ip netns exec red curl -sS http://[2001:db8:9::1]:8000/
ip netns exec blue curl -s http://[::1]:8000/
ip netns exec blue curl -s http://127.0.0.1:8000/
ip netns exec blue curl -s http://ip6-localhost:8000/
cut -d' ' -f1 /root/log | uniq
kill $!
