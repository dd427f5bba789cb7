# Programs that answer a signal themselves, as timeout ends them, and programs at the head of a pipe.
ip link set lo up
timeout -s INT 1 ping -q 127.0.0.1 > /dev/null; echo $?
timeout 1 ping -q 127.0.0.1 > /dev/null; echo $?
timeout --preserve-status -s INT 1 ping -q 127.0.0.1 > /dev/null; echo $?
timeout -s KILL 1 ping -q 127.0.0.1 > /dev/null; echo $?
timeout 5 true; echo $?
timeout --preserve-status 1 sleep 5; echo $?
timeout 1 tcpdump -i lo > /dev/null 2>&1; echo $?
timeout --preserve-status 1 tcpdump -i lo > /dev/null 2>&1; echo $?
iptables -V | cat
ip -V | cat
