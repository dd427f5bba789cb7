# Both ends of a connection on one host, and what is left of it.
ip link set lo up
ip addr add 10.1.2.3/32 dev lo
nc -l -k -p 9000 >/dev/null &
sleep 0.3
nc -p 40000 -q 5 10.1.2.3 9000 </dev/null &
sleep 0.3
netstat -tn | sort
netstat -tna | sort
netstat -tn | awk '/ESTABLISHED/ {print $4, $5}' | sort
netstat -tnW | sort
netstat -tno | grep ':9000.*:40000'
netstat -t | grep -c ESTABLISHED
