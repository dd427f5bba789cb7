# UDP with netcat: what gets an answer, what a closed port says, and who a server hears.
ip link set lo up
ip addr add 10.1.2.3/32 dev lo
nc -n -l -u -p 5353 > /tmp/got &
sleep 0.3
echo hello | nc -u -w1 10.1.2.3 5353
cat /tmp/got
netstat -un | awk '{print $1, $4, $6}' | tail -n +3
ss -uanH | awk '{print $1, $4}'
nc -uz 10.1.2.3 5354; echo $?
nc -uvz -w1 10.1.2.3 5354
nc -n -lu 5355 > /tmp/got &
sleep 0.2
nc -uvz 10.1.2.3 5355
cat /tmp/got; echo
nc -n -ukl 5357 >/tmp/got &
sleep 0.2
echo one | nc -u -q0 10.1.2.3 5357; echo $?
echo two | nc -u -w1 10.1.2.3 5357; echo $?
sleep 0.3
cat /tmp/got
ss -uanH | grep -c 5357
echo reply | nc -n -lu -w2 5358 > /tmp/got &
sleep 0.2
echo q | nc -u -w1 10.1.2.3 5358
cat /tmp/got
echo x | nc -u -w1 10.1.2.3 9; echo $?
echo x | nc -uv -w1 10.1.2.3 9; echo $?
timeout 1 nc -n -uvl -w1 5400; echo $?
nc -lu
nc -u 10.1.2.3
nc -u
nc -uvz 10.1.2.3 domain
nc -uvz -w1 10.1.2.3 nosuchservice
nc -luz 99
nc -uz 10.9.9.9 53; echo $?
nc -uvn -w1 10.9.9.9 53 < /dev/null; echo $?
nc -lu 10.9.9.9 5500; echo $?
