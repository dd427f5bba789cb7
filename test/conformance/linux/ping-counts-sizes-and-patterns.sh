# What ping prints about what it sends.
ip link set lo up
ping -c 1 127.0.0.1
ping -c 2 -i 0.2 127.0.0.1
ping -q -c 2 -i 0.2 127.0.0.1
ping -n -c 1 127.0.0.1
ping -c 1 -s 0 127.0.0.1
ping -c 1 -s 8 127.0.0.1
ping -c 1 -s 15 127.0.0.1
ping -c 1 -s 16 127.0.0.1
ping -c 1 -s 1472 127.0.0.1
ping -c 1 -s 65507 127.0.0.1
ping -c 1 -s 65508 127.0.0.1
ping -c 1 -p ff 127.0.0.1
ping -c 1 -p xyz 127.0.0.1
ping -c 1 -t 1 127.0.0.1
ping -c 1 -Q 0x10 127.0.0.1
ping -c 1 -w 1 127.0.0.1
ping -c 1 -W 0.5 127.0.0.1
ping -c 1 -I lo 127.0.0.1
ping -c 1 -I 127.0.0.3 127.0.0.2
ping -c 1 -4 127.0.0.1
ping -c 1 0
ping -V
