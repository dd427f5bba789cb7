# Standard output is a pipe in a cell, so curl shows its meter: the sizes must agree, speeds are measured.
ip link set lo up
mkdir -p /root/www/dir
cd /root/www
echo hi > index.html
echo sub > dir/index.html
printf 'x%.0s' $(seq 1 20000) > big
python3 -m http.server 80 > /dev/null 2>&1 &
sleep 0.5
curl 127.0.0.1
curl 127.0.0.1 127.0.0.1/dir/
curl -L 127.0.0.1/dir
curl -o /tmp/x 127.0.0.1/big
curl -v -o /tmp/x 127.0.0.1/dir
curl -vL 127.0.0.1/dir
curl -I 127.0.0.1
curl -v -d a=b 127.0.0.1
curl -f 127.0.0.1/nosuch
curl 127.0.0.1:81 127.0.0.1
curl 127.0.0.1:99999
curl -v 127.0.0.1:81
curl -v 10.1.1.1
curl --no-progress-meter 127.0.0.1
curl -sS 127.0.0.1:81
curl -o /tmp/a -o /tmp/b 127.0.0.1 127.0.0.1/dir/
cat /tmp/a /tmp/b
