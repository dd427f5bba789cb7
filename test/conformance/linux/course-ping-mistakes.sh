# ping as it is mistyped.
ip link set lo up
ping
ping -c
ping -c 1
ping -c x 127.0.0.1
ping -c -2 127.0.0.1
ping -c 0 127.0.0.1
ping c 1 127.0.0.1
ping -c1 127.0.0.1 -W
ping -W x -c 1 127.0.0.1
ping -i 0 -c 1 127.0.0.1
ping -i -1 -c 1 127.0.0.1
ping -s -1 -c 1 127.0.0.1
ping -s 70000 -c 1 127.0.0.1
ping -t 300 -c 1 127.0.0.1
ping -I nosuch -c 1 127.0.0.1
ping --count 1 127.0.0.1
ping -c 1 127.0.0.1/8
ping -c 1 127.0.0.256
ping -c 1 127.1
ping -c 1 http://127.0.0.1
ping -c 1 host01
ping -c 1 localhost
ping -c 1 no.such.host.invalid
ping -c 1 192.168.1.1
kunbectl get pods
pnig 127.0.0.1
Ping 127.0.0.1
