# What the server says about each request is in its log.
ip link set lo up
mkdir -p /tmp/www/docs
cd /tmp/www
echo a > a.txt
echo b > docs/b.txt
python3 -m http.server 8000 --bind 127.0.0.1 2> /tmp/log &
sleep 0.7
curl -s http://127.0.0.1:8000/ | grep -o 'href="[^"]*"'
curl -s http://127.0.0.1:8000/a.txt
curl -s http://127.0.0.1:8000/docs | wc -c
curl -sL http://127.0.0.1:8000/docs/ | grep -c '<li>'
curl -s -I http://127.0.0.1:8000/a.txt | head -1
curl -s -X DELETE http://127.0.0.1:8000/a.txt | grep Message
grep -o '"[A-Z].*' /tmp/log
kill $!
