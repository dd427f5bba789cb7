ip link set lo up
mkdir -p /root/www/sub
cd /root/www
echo hello > index.txt
echo '<h1>page</h1>' > p.html
echo '{}' > 'a b&<c>.json'
python3 -m http.server 8080 2>/root/log &
sleep 0.5
curl -s http://127.0.0.1:8080/index.txt
curl -s http://127.0.0.1:8080/
curl -s http://localhost:8080/sub/
curl -sI http://127.0.0.1:8080/p.html
curl -si http://127.0.0.1:8080/nosuch
curl -s -o /dev/null -w '%{http_code} %{size_download} %{content_type} %{num_redirects} %{url_effective} %{remote_ip}\n' -L http://127.0.0.1:8080/sub
curl -s -o /dev/null -w '%{http_code}\n' http://127.0.0.1:8080/sub
curl -s -o got.txt http://127.0.0.1:8080/index.txt
cat got.txt
curl -sv http://127.0.0.1:8080/index.txt
curl -sv -L http://127.0.0.1:8080/sub
curl -sv -d a=b -H 'X-A: b' http://127.0.0.1:8080/x
curl -sv -X PUT -A me --resolve web:8080:127.0.0.1 http://web:8080/x
curl -s 'http://127.0.0.1:8080/a%20b%26%3Cc%3E.json'
curl -sSf http://127.0.0.1:8080/nosuch
cat /root/log
kill $!
sleep 0.1
curl -sS http://127.0.0.1:8080/
