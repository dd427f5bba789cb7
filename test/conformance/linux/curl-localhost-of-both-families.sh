# curl knows localhost by itself, in both families, and tries one address after the other.
ip link set lo up
python3 -u -m http.server 8000 > /dev/null 2>&1 &
sleep 1
curl -v localhost:9
curl -sv -o /dev/null localhost:8000/nosuch 2>&1 | grep -v '^< \(Date\|Server\|Last\)'
curl -s -o /dev/null -w '%{remote_ip}\n' localhost:8000/
curl -sv -6 localhost:8000
curl -sv -4 localhost:9
curl -sS web.localhost:9
echo 10.0.0.1 localhost > /etc/hosts
curl -sS -o /dev/null -w '%{remote_ip}\n' localhost:8000/
