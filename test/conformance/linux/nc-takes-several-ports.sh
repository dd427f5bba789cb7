# nc scans every port and range that it is given.
ip link set lo up
nc -zv 127.0.0.1 81 82 83
nc -v -w1 127.0.0.1 81 82 < /dev/null
nc -zv 127.0.0.1 81-82 85
nc -zv 127.0.0.1 81 x
nc -l 80 81 82
for p in 8001 8003; do nc -l $p > /dev/null & done; sleep 0.2; nc -zv 127.0.0.1 8001 8002 8003; echo $?; wait
