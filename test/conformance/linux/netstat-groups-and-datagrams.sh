# What a host listens to beyond TCP.
ip link set lo up
netstat -g
netstat -gn
nc -l -u 127.0.0.1 5353 < /dev/null > /dev/null &
sleep 0.2
netstat -uln
netstat -ulnp | awk 'NR>2 {print $1, $4, $5}'
netstat -uan | tail -n +3
ss -ulnH | awk '{print $1, $4}'
echo hi | nc -u -q0 127.0.0.1 5353
sleep 0.2
netstat -un | awk 'NR>2 {print $1, $4, $6}'
