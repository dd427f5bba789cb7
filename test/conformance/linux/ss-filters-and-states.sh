# Which sockets listen, which are connected, and how to ask for some of them.
ip link set lo up
nc -l 8080 > /dev/null &
nc -u -l 5353 > /dev/null &
sleep 0.2
ss -tln | tr -s ' '
ss -uln | tr -s ' '
ss -tlnH 'sport = :8080' | awk '{print $1, $4}'
ss -tln sport = :9090
ss -Htln state listening | wc -l
