ip link set lo up
nc -v 127.0.0.1 80
nc 127.0.0.1 80
nc -zv 127.0.0.1 78-80
nc -v 10.9.9.9 80
nc -v nosuch.example 80
nc -n localhost 80
nc
nc 127.0.0.1
nc -Q
nc 127.0.0.1 abc
nc 127.0.0.1 0
nc 127.0.0.1 70000
nc -l
nc -zl 80
nc -w x 127.0.0.1 80
nc -l -s 10.5.5.5 -p 99
nc -l -p 9000 > /tmp/got &
sleep 0.1
nc -zv 127.0.0.1 9000
sleep 0.1
cat /tmp/got
nc -l -p 9001 > /tmp/got &
sleep 0.1
echo hello | nc -N -v localhost 9001
wait
cat /tmp/got
echo answer | nc -N -l 127.0.0.1 9002 > /tmp/got &
sleep 0.1
echo question | nc -N 127.0.0.1 9002
sleep 0.1
cat /tmp/got
nc -lk -p 9003 > /tmp/got &
sleep 0.1
echo one | nc -q 0 127.0.0.1 9003
echo two | nc -w 1 127.0.0.1 9003
nc -zv localhost 9003
kill $!
wait
cat /tmp/got
nc -zv localhost 9003
ip link add v0 type veth peer name v1
ip addr add 10.0.0.1/24 dev v0
ip link set v0 up
ip link set v1 up
ip neigh add 10.0.0.9 lladdr 02:00:00:00:00:09 dev v0 nud permanent
nc -w 1 -v 10.0.0.9 80
nc -w 1 -zv 10.0.0.9 22
nc -v 10.0.0.8 80
timeout 1 nc -l -p 9004
echo $?
sleep 5 &
kill $!
wait $!
echo $?
sleep 0.1 &
wait $!
echo $?
