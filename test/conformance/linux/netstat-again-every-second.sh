ip link set lo up
timeout 3.5 netstat -ntc | head -4
timeout 2.5 netstat -rnc | head -4
timeout 3.5 netstat -ic | head -5
python3 -m http.server 8080 >/dev/null 2>&1 &
sleep 1
timeout 2.5 netstat -lntc | head -3
netstat -lntc > /tmp/out & sleep 2.5; kill $!; grep -q 8080 /tmp/out
