# A web server and the ways a learner asks it.
ip link set lo up
mkdir -p /tmp/site; echo '<h1>hello</h1>' > /tmp/site/index.html; echo '{"ok":true}' > /tmp/site/status.json
cd /tmp/site
python3 -m http.server 8000 > /tmp/log 2>&1 &

sleep 1
curl -s localhost:8000
curl -s http://127.0.0.1:8000/status.json | jq .ok
curl -s -o /dev/null -w '%{http_code}\n' http://127.0.0.1:8000/
curl -s -o /dev/null -w '%{http_code}\n' http://127.0.0.1:8000/nosuch
curl -sI http://127.0.0.1:8000/status.json | head -1
curl -sS http://127.0.0.1:8001/
curl -s http://127.0.0.1:8001/; echo $?
curl -sf http://127.0.0.1:8000/nosuch; echo $?
curl -s -m 1 http://192.0.2.1/; echo $?
curl -s http://no.such.host.invalid/; echo $?
curl -s -H 'Host: example.com' http://127.0.0.1:8000/
curl -s -o /tmp/page http://127.0.0.1:8000/ && cat /tmp/page
curl -s --resolve web.local:8000:127.0.0.1 http://web.local:8000/
echo '127.0.0.1 web.test' >> /etc/hosts
curl -s http://web.test:8000/
curl
ss -tln | grep 8000 | awk '{print $4}'
