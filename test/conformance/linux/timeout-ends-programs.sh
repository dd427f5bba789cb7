# timeout(1): which status, and what a program it ends has printed.
ip link set lo up
bash -c 'timeout 0.5 ping 127.0.0.1 > /tmp/x; echo $?; wc -l < /tmp/x'
timeout 0.3 sleep 5; echo $?
timeout -s KILL 0.3 sleep 5; echo $?
timeout --preserve-status 0.3 sleep 5; echo $?
timeout 5 false; echo $?
timeout 1 ping -c 1 127.0.0.1 | grep -c received
