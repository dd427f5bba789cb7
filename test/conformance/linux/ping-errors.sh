ping
ping -c
ping -c 0 127.0.0.1
ping -c abc 127.0.0.1
ping -c 1
ping -c 1 8.8.8.8
ping -c 1 nosuchhost
ping -c 1 192.168.1.256
ping -c 1 192.168.1.10/24
ping -c 1 ''
ping -z 127.0.0.1
ping -c 1 -t 0 127.0.0.1
ping -c 1 -t 256 127.0.0.1
ping -c 1 -s 99999 127.0.0.1
ping -c 1 -s -1 127.0.0.1
ping -c 1 -I nosuch 127.0.0.1
ping -c 1 -W abc 127.0.0.1
ping -c 1 -W -1 127.0.0.1
ping -c 1 -i abc 127.0.0.1
ping -c 1 -i -1 127.0.0.1
ping -V
ping -c 1 127.0.0.1 127.0.0.2
ping -b -c 1 255.255.255.255
ping -c 1 255.255.255.255
ping -c 1 224.0.0.1
ping -c 1 [192.168.1.1]
