# Servers in the background answer the clients of the foreground.
ip link set lo up
nc -l 8090 > /tmp/got & sleep 0.2; echo hello | nc -N 127.0.0.1 8090; wait; cat /tmp/got
sh -c 'echo x | nc -N -l 8080' & sleep 0.2; nc 127.0.0.1 8080 < /dev/null
( echo one | nc -N -l 8081; echo two | nc -N -l 8081 ) & sleep 0.2; nc 127.0.0.1 8081 < /dev/null; sleep 0.3; nc 127.0.0.1 8081 < /dev/null; wait
for i in 1 2 3; do echo "answer $i" | nc -N -l 8082; done & sleep 0.2; for i in 1 2 3; do nc 127.0.0.1 8082 < /dev/null; sleep 0.3; done; wait
( sleep 0.3; echo from the background | nc -N 127.0.0.1 8083 ) & nc -l 8083; wait
mkdir /tmp/web; cd /tmp/web; echo page > index.html
python3 -m http.server 8000 > /dev/null 2>&1 & sleep 1; curl -s http://127.0.0.1:8000/; kill $!
cd
for p in 8001 8002; do echo "port $p" | nc -N -l $p & done; sleep 0.2; nc 127.0.0.1 8002 < /dev/null; nc 127.0.0.1 8001 < /dev/null; wait
nc -z 127.0.0.1 8001; echo $?
