ip link set lo up
curl -sS http://127.0.0.1/
curl -s http://127.0.0.1:81/
curl -sv http://127.0.0.1:81/
curl -sv http://10.9.9.9:81/
curl -sS http://nosuch.example/
curl
curl --foo
curl -m
curl -m x http://127.0.0.1
curl -sS http://127.0.0.1:99999/
curl -sS 'http://a b/'
curl -sS foo://127.0.0.1/
curl -s -w '%{http_code} %{exitcode} %{errormsg}\n' http://127.0.0.1:81/
ip link add v0 type veth peer name v1
ip addr add 10.0.0.1/24 dev v0
ip link set v0 up
ip link set v1 up
ip neigh add 10.0.0.9 lladdr 02:00:00:00:00:09 dev v0 nud permanent
curl -sS -m 1 http://10.0.0.9/
curl -sS --connect-timeout 1 http://10.0.0.9/
curl -sS http://10.0.0.8/
nc -l 9011 -q 0 < /dev/null > /dev/null &
sleep 0.1
curl -sS http://127.0.0.1:9011/
nc -l 9012 > /dev/null < /dev/null &
sleep 0.1
curl -sS -m 1 http://127.0.0.1:9012/
echo garbage | nc -l 9013 -N > /dev/null &
sleep 0.1
curl -sS -m 1 http://127.0.0.1:9013/
printf 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nhi\n' | nc -l 9014 > /dev/null &
sleep 0.1
curl -s http://127.0.0.1:9014/
printf 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhi\n\r\n0\r\n\r\n' | nc -l 9015 > /dev/null &
sleep 0.1
curl -si http://127.0.0.1:9015/
printf 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhi\n' | nc -N -l 9016 > /dev/null &
sleep 0.1
curl -sS http://127.0.0.1:9016/
python3 -m http.server x
python3 -m http.server --foo
python3 -m http.server -b 10.9.9.9 81
