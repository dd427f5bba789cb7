# Several clients at once, and a server that is killed.
ip link set lo up
mkdir /tmp/web; cd /tmp/web; echo hello > index.html
python3 -m http.server 8000 > /dev/null 2>&1 & sleep 1; echo $! > /tmp/pid
for i in 1 2 3; do curl -s http://127.0.0.1:8000/ > /tmp/out.$i & done; sleep 0.5; cat /tmp/out.1 /tmp/out.2 /tmp/out.3
ss -Hltn | awk '{ print $1, $4 }'
kill $(cat /tmp/pid); sleep 0.2; curl -s http://127.0.0.1:8000/; echo $?
ss -Hltn | wc -l
for i in 1 2 3; do curl -s -m 1 http://127.0.0.1:8000/; sleep 0.1; done & wait $!; echo $?
( sleep 0.3; exec nc -l 8001 > /dev/null ) & until nc -z 127.0.0.1 8001; do sleep 0.1; done; echo up
