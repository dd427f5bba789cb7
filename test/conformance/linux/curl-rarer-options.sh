ip link set lo up
mkdir -p /tmp/rare; cd /tmp/rare; echo hello > index.html; echo two > a1; echo three > a2; python3 -m http.server 8000 >/tmp/py.log 2>&1 &
sleep 1
cd /tmp/rare
curl -s '127.0.0.1:8000/{a1,a2}'
curl -s -o /dev/null -w '%{url} %{http_code} %{url_effective}\n' '127.0.0.1:8000/a[1-3]'
curl -s '127.0.0.1:8000/a[1-2]' -o 'out_#1'; cat out_1 out_2
curl 'http://a/{a1'
curl 'http://a/a[1'
curl 'http://a/a[2-1]'
curl 'http://a/a]'
curl 'http://a/a{}'
curl -s -D - 127.0.0.1:8000/a1 | grep -v Date | grep -v Last
curl -s -D /tmp/rare/head 127.0.0.1:8000/a1; head -1 /tmp/rare/head
curl -v -s 127.0.0.1:8000/a1 2>&1 | grep -v Date | grep -v Last
curl -v -s 127.0.0.1:8000/nope 2>&1 | head -8
curl -C - -s 127.0.0.1:8000/a1
curl -C 2 -sS 127.0.0.1:8000/a1
echo tw > part; curl -C - -o part -s 127.0.0.1:8000/a1; echo $?; cat part
curl -s --max-filesize 2 127.0.0.1:8000/a1; echo $?
curl --stderr - -sS 127.0.0.1:9 | sed 's/after [0-9]* ms/after N ms/'
curl --fail-early -s 127.0.0.1:9 127.0.0.1:8000/a1; echo $?
curl -# 127.0.0.1:8000/a1
curl -s --noproxy '*' --tcp-nodelay --keepalive-time 3 -q -R -n -j --limit-rate 1M --proto =http 127.0.0.1:8000/a1
curl -s --proto-default https 127.0.0.1:8000/a1; echo $?
curl -k https://127.0.0.1:8000
curl -T nope 127.0.0.1:8000
curl -T a1 -s -o /dev/null -w '%{http_code} %{method}\n' 127.0.0.1:8000/x
curl -D
curl -sZ9 http://a
curl --max-redirs x http://a
printf 'foo\n' | nc -w 1 127.0.0.1 8000 | grep Message
printf 'HEAD /\n\n' | nc -w 1 127.0.0.1 8000 | grep Message
printf 'a b HTTP/2.0\n' | nc -w 1 127.0.0.1 8000 | grep Message
printf 'GET /a1\n\n' | nc -w 1 127.0.0.1 8000
printf 'a b c HTTP/1.0\n' | nc -w 1 127.0.0.1 8000 | head -2
kill $(pgrep -f http.server)
