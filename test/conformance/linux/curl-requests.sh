# What curl sends, as -v shows it.
ip link set lo up
mkdir -p /root/www
cd /root/www
echo hi > index.html
echo 'k=v' > body
python3 -m http.server 80 > /root/log 2>&1 &
sleep 0.5
curl -sv -u user:secret 127.0.0.1
curl -sv -e ref -b c=1 -A agent 127.0.0.1
curl -sv -G -d q=1 -d r=2 127.0.0.1
curl -sv --data-raw @x 127.0.0.1 -o /dev/null
curl -s --data-binary @body 127.0.0.1 -o /dev/null
curl -sv --json '{}' 127.0.0.1 -o /dev/null
curl -sv -r 0-1 127.0.0.1
curl -sv --compressed 127.0.0.1
curl -sv --http1.0 127.0.0.1
curl -sv -0 127.0.0.1
curl -sv -X HEAD 127.0.0.1
curl -sv -X DELETE 127.0.0.1 -o /dev/null
curl -sv -H 'Host: web.example' -H 'X-A: 1' -H 'Accept:' 127.0.0.1
curl -sv --connect-to web:80:127.0.0.1:80 http://web/
curl -sv --resolve web:80:127.0.0.1 http://web/
curl -sv --interface 127.0.0.1 127.0.0.1
curl -sv --interface lo -o /dev/null 127.0.0.1
curl -sv --interface 10.0.0.1 127.0.0.1
curl -sv --interface nosuch 127.0.0.1
curl -sv --local-port 5000 127.0.0.1
curl -s -w '%{remote_ip}:%{remote_port} %{local_ip} %{num_headers} %{size_header} %{size_request} %{method} %{http_version} %{scheme}\n' 127.0.0.1
curl -s -o /dev/null -w '%{http_code} %{redirect_url}\n' 127.0.0.1/index.html
curl --fail-with-body -s 127.0.0.1/nosuch; echo $?
curl -s --create-dirs -o /tmp/new/dir/x 127.0.0.1; cat /tmp/new/dir/x
curl -sO 127.0.0.1/index.html; cat index.html
curl -O 127.0.0.1; echo $?
curl -o /nodir/x 127.0.0.1; echo $?
curl -sSL --url 127.0.0.1
cat /root/log
