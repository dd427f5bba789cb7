# Servers that do not keep what they promise, with -v.
ip link set lo up
nc -l 9011 -q 0 < /dev/null > /dev/null &
sleep 0.2
curl -sv 127.0.0.1:9011
printf 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhi\n' | nc -N -l 9016 > /dev/null &
sleep 0.2
curl -v 127.0.0.1:9016
printf 'HTTP/1.1 503 Busy\r\nContent-Length: 3\r\n\r\nhi\n' | nc -N -l 9017 > /dev/null &
sleep 0.2
curl -s -w '%{http_code}\n' 127.0.0.1:9017
curl --retry 2 --retry-connrefused 127.0.0.1:9018
curl --retry 1 --retry-delay 1 --retry-connrefused -sS 127.0.0.1:9018
curl --retry 2 -sS 127.0.0.1:9018
curl --max-time x 127.0.0.1
curl -m x 127.0.0.1
curl --local-port 0 127.0.0.1
curl -s
curl --max-t 1 -sS 127.0.0.1:9018
curl -d @/nosuch 127.0.0.1
curl --help
curl -V
