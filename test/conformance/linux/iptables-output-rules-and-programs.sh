# Programs whose packets a rule of their own host drops or refuses: which notice, and what they say.
ip link set lo up
iptables -A OUTPUT -j DROP
echo x | nc -u -w 1 127.0.0.1 5
echo x | nc -u -w 1 -v 127.0.0.1 5
nc -z -v -w 1 127.0.0.1 5
traceroute -n -m 2 -q 1 -w 1 127.0.0.1
traceroute -n -m 2 -q 1 -w 1 -I 127.0.0.1
tracepath -n 127.0.0.1 -m 2
curl -m 1 http://127.0.0.1/
ping -c 2 -W 1 127.0.0.1
iptables -F
iptables -A OUTPUT -j REJECT
echo x | nc -u -w 1 127.0.0.1 5
nc -z -v -w 1 127.0.0.1 5
traceroute -n -m 2 -q 1 -w 1 127.0.0.1
curl -m 1 http://127.0.0.1/
iptables -F
iptables -A OUTPUT -p udp -j REJECT
iptables -A OUTPUT -p tcp -j REJECT
echo x | nc -u -w 1 127.0.0.1 5
nc -z -v -w 1 127.0.0.1 5
traceroute -n -m 2 -q 1 -w 1 127.0.0.1
tracepath -n 127.0.0.1 -m 2
curl -m 1 http://127.0.0.1/
