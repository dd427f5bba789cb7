ip link set lo up
iptables -A INPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT
timeout 2 conntrack -E -p icmp > /tmp/ev 2>/tmp/ev.err & sleep 0.5; ping -c 1 127.0.0.1 >/dev/null; sleep 2; cat /tmp/ev /tmp/ev.err | sed 's/ id=[0-9]*/ id=N/g; s/=[3-6][0-9][0-9][0-9][0-9] /=PORT /g; s/=[3-6][0-9][0-9][0-9][0-9]$/=PORT/'
timeout 2 conntrack -E -p tcp -e NEW > /tmp/ev 2>/tmp/ev.err & nc -l 8080 & sleep 0.5; echo hi | nc -N 127.0.0.1 8080; sleep 2; cat /tmp/ev /tmp/ev.err | sed 's/ id=[0-9]*/ id=N/g; s/=[3-6][0-9][0-9][0-9][0-9] /=PORT /g; s/=[3-6][0-9][0-9][0-9][0-9]$/=PORT/'
timeout -s INT 2 conntrack -E -p udp -e NEW -o extended > /tmp/ev 2>/tmp/ev.err & sleep 0.5; nc -u -l -p 5353 >/dev/null & sleep 0.3; echo x | nc -u -w 1 127.0.0.1 5353; sleep 2; cat /tmp/ev /tmp/ev.err | sed 's/ id=[0-9]*/ id=N/g; s/=[3-6][0-9][0-9][0-9][0-9] /=PORT /g; s/=[3-6][0-9][0-9][0-9][0-9]$/=PORT/'
timeout 2 conntrack -E -p icmp -e DESTROY -o timestamp > /tmp/ev & sleep 0.5; conntrack -D -p icmp >/dev/null 2>&1; sleep 2; sed 's/ id=[0-9]*/ id=N/g; s/^\[[0-9.]*\]/[TIME]/; s/ 1 [0-9]* / 1 N /; s/portid=.*/portid=N/' /tmp/ev
timeout 2 conntrack -E -p icmp -o xml > /tmp/ev & sleep 0.5; ping -c 1 127.0.0.1 >/dev/null; sleep 2; sed 's/<id>[0-9]*/<id>N/' /tmp/ev
timeout 2 conntrack -E -p icmp -o save > /tmp/ev & sleep 0.5; ping -c 1 127.0.0.1 >/dev/null; sleep 2; sed 's/icmp-id [0-9]*/icmp-id N/' /tmp/ev
timeout 1 conntrack -E expect
timeout 1 conntrack -E -p tcp --src 1.2.3.4 -b 10000
timeout 1 conntrack -E -e FOO
timeout 1 conntrack -E -o bar
timeout 1 conntrack -E -i 3
timeout 1 conntrack -E foo
conntrack -E -z
conntrack -E -t 5
conntrack -L -e NEW
conntrack -F
conntrack -I -p tcp -s 10.0.0.1 -d 10.0.0.2 --sport 1 --dport 2 -t 60 --state ESTABLISHED -u ASSURED,SEEN_REPLY
conntrack -L -p tcp -o save | sed 's/-t [0-9]*/-t N/'
conntrack -L -p tcp -o xml | sed 's/<id>[0-9]*/<id>N/; s/<timeout>[0-9]*/<timeout>N/'
conntrack -L -p tcp -o labels | sed 's/6 [0-9]* E/6 N E/'
conntrack -L -p tcp -o save,extended
conntrack -L -p udp -o xml
conntrack -D -p tcp -o save | sed 's/-t [0-9]*/-t N/'
timeout 2 conntrack -E > /tmp/ev & sleep 0.4; conntrack -I -p udp -s 10.0.0.1 -d 10.0.0.2 --sport 1 --dport 2 -t 60; conntrack -U -p udp -s 10.0.0.1 -d 10.0.0.2 --sport 1 --dport 2 -m 5 >/dev/null; conntrack -D -p udp -s 10.0.0.1 >/dev/null; sleep 2; sed 's/17 [0-9]* /17 N /; s/portid=.*/portid=N/' /tmp/ev
