# A web page that lives in another namespace.
ip netns add web
ip link add eth0 type veth peer name eth0 netns web
ip addr add 10.0.0.1/24 dev eth0
ip link set eth0 up
ip -n web addr add 10.0.0.2/24 dev eth0
ip -n web link set eth0 up
mkdir /tmp/site
cd /tmp/site
echo 'it works' > index.html
ip netns exec web python3 -m http.server 80 > /dev/null 2> /tmp/log &
sleep 0.7
curl -s http://10.0.0.2
curl -s -o /dev/null -w '%{http_code}\n' http://10.0.0.2/nosuch
curl -sS http://10.0.0.2:81
curl -sS -m 1 http://10.0.0.1
ip -n web link set lo up
ip netns exec web curl -s http://10.0.0.2
kill $!
