# Each way of failing has its own status.
ip link set lo up
ip link add eth0 type veth peer name far0
ip link set far0 up
ip link set eth0 up
ip addr add 10.0.0.1/24 dev eth0
curl -s http://127.0.0.1:8080; echo $?
curl -sS http://nosuch.example; echo $?
curl -sS http://10.9.9.9; echo $?
ip neigh add 10.0.0.7 lladdr 02:00:00:00:00:07 dev eth0
curl -sS -m 0.5 http://10.0.0.7 | wc -c
curl -s --connect-timeout 0.5 http://10.0.0.7; echo $?
curl -sS nosuch://127.0.0.1; echo $?
curl -sS http://127.0.0.1:99999; echo $?
curl; echo $?
