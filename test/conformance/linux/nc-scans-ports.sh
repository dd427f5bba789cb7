# -z only looks, -v says what was found.
ip link set lo up
nc -lk 8001 > /dev/null &
nc -l 8003 > /dev/null &
sleep 0.2
nc -z 127.0.0.1 8001; echo $?
nc -z 127.0.0.1 8002; echo $?
nc -zv 127.0.0.1 8000-8003
sleep 0.1
nc -nzv 127.0.0.1 8001
nc -zvw1 localhost 8001
nc -zv 127.0.0.1
kill $(jobs -p) 2>/dev/null; sleep 0.1
nc -zv 127.0.0.1 8001
