ping -c 1 127.0.0.1
ip link set lo up
ping -c 1 127.0.0.1
ping -c 2 -i 0.2 127.0.0.1
ping -c1 localhost
ping -c 1 -q 127.0.0.1
ping -q -c 3 -i 0.2 127.0.0.1
ping -c 1 -s 100 127.0.0.1
ping -c 1 -s 0 127.0.0.1
ping -c 1 -s 10 127.0.0.1
ping -c 1 -t 1 127.0.0.1
ping -c 1 -n 127.0.0.1
ping -c 1 -4 127.0.0.1
ping -c 1 127.1
ping -c 1 0
ping -c 1 127.8.9.10
ping -c 1 -I lo 127.0.0.1
ping -c 1 -I 127.0.0.1 127.0.0.1
ping -c 1 -D 127.0.0.1 | sed 's/^\[[0-9.]*\]/[NOW]/'
ping -c 1 -v 127.0.0.1 | sed 's/ident=[0-9]*/ident=ID/'
ping -c 1 -I 1.2.3.4 127.0.0.1
ping -w 1 -c 1 127.0.0.1
ping -c 1 -p ff 127.0.0.1
ping -c 2 -i 0.2 -O 127.0.0.1
ping -c 1 -a 127.0.0.1 | head -1
ping -c 2 -A 127.0.0.1
ping -c 1 -M do -s 1472 127.0.0.1
