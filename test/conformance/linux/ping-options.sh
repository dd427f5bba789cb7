# Every option of ping, alone and together.
sysctl -qw net.ipv6.conf.default.disable_ipv6=1 net.ipv6.conf.all.disable_ipv6=1
ip netns add red
ip link set lo up
ip link add eth0 type veth peer name eth0 netns red
ip addr add 10.0.0.1/24 brd + dev eth0
ip -n red addr add 10.0.0.2/24 brd + dev eth0
ip link set eth0 up
ip -n red link set eth0 up
ip -n red link set lo up
ping -c 1 10.0.0.2
ping -c1 10.0.0.2
ping 10.0.0.2 -c 1
ping -c 2 -i 0.2 10.0.0.2
ping -c 3 -i 0.1 -q 10.0.0.2
ping -q -c 1 10.0.0.2
ping -n -c 1 10.0.0.2
ping -v -c 1 10.0.0.2 | sed 's/ident=[0-9]*/ident=N/'
ping -a -c 1 10.0.0.2
ping -4 -c 1 10.0.0.2
ping -6 -c 1 10.0.0.2
ping -4 -6 -c 1 10.0.0.2
ping -s 0 -c 1 10.0.0.2
ping -s 8 -c 1 10.0.0.2
ping -s 15 -c 1 10.0.0.2
ping -s 16 -c 1 10.0.0.2
ping -s 100 -c 1 10.0.0.2
ping -s 1472 -c 1 10.0.0.2
ping -s abc -c 1 10.0.0.2
ping -t 1 -c 1 10.0.0.2
ping -t 255 -c 1 10.0.0.2
ping -t abc -c 1 10.0.0.2
ping -W 1 -c 1 10.0.0.9
ping -W 0.5 -c 1 10.0.0.9
ping -W 0 -c 1 10.0.0.2
ping -w 1 10.0.0.9
ping -w 2 -c 1 10.0.0.2
ping -w 1 -i 0.3 10.0.0.2
ping -w 0 -c 1 10.0.0.2
ping -w abc 10.0.0.2
ping -w -1 10.0.0.2
ping -c 2 -i 0.2 -O -W 1 10.0.0.9
ping -c 3 -i 0.2 -l 3 10.0.0.2
ping -c 5 -f 10.0.0.2
ping -c 3 -A 10.0.0.2
ping -c 3 -f -q 10.0.0.2
ping -l 0 -c 1 10.0.0.2
ping -i 0 -c 2 10.0.0.2
ping -i 0.001 -c 2 10.0.0.2
ping -c 1 -p ff 10.0.0.2
ping -c 1 -p ff00aa 10.0.0.2
ping -c 1 -p xyz 10.0.0.2
ping -c 1 -p f 10.0.0.2
ping -c 1 -Q 0x10 10.0.0.2
ping -c 1 -Q 16 10.0.0.2
ping -c 1 -Q 256 10.0.0.2
ping -c 1 -Q abc 10.0.0.2
ping -c 1 -m 5 10.0.0.2
ping -c 1 -m abc 10.0.0.2
ping -c 1 -S 1000 10.0.0.2
ping -c 1 -e 77 10.0.0.2
ping -c 1 -e 77 -v 10.0.0.2
ping -c 1 -B 10.0.0.2
ping -c 1 -C 10.0.0.2
ping -c 1 -d 10.0.0.2
ping -c 1 -L 10.0.0.2
ping -c 1 -U 10.0.0.2
ping -c 1 -I eth0 10.0.0.2
ping -c 1 -I 10.0.0.1 10.0.0.2
ping -c 1 -I 10.0.0.7 10.0.0.2
ping -c 1 -I lo 10.0.0.1
ping -c 1 -I eth0 10.0.0.1
ping -c 1 -W 1 -I eth0 127.0.0.1
ping -c 1 -I 127.0.0.1 10.0.0.2
ping -c 1 -I eth0 10.99.0.1
ping -c 1 -I nosuch 10.0.0.2
ping -c 1 -I fe80::1 10.0.0.2
ping -b -c 1 -W 1 10.0.0.255
ping -c 1 10.0.0.255
ip netns exec red sysctl -w net.ipv4.icmp_echo_ignore_broadcasts=0
ping -b -c 1 -W 1 10.0.0.255
ping -b -c 1 -W 1 255.255.255.255
ping -b -c 1 -W 1 -i 0.1 10.0.0.255
ping -b -c 1 -W 1 -M dont 10.0.0.255
ping -b -c 1 -W 1 -s 2000 10.0.0.255
ping -c 1 -W 1 224.0.0.1
ping -c 1 -W 1 -I eth0 224.0.0.1
ping -c 1 -W 1 -I eth0 239.1.1.1
ping -c 1 -T frob 10.0.0.2
ping -c 1 -T tsonly -R 10.0.0.2
ping -c 1 -F abc 10.0.0.2
ping -c 1 -F 1048576 10.0.0.2
ping -N frob 10.0.0.2
sysctl -w net.ipv4.icmp_echo_ignore_broadcasts=0
ping -b -c 1 -W 1 10.0.0.255
ping -c 1 -W 1 -I eth0 224.0.0.1
ping -c 1 -W 1 -L -I eth0 224.0.0.1
sysctl -w net.ipv4.icmp_echo_ignore_broadcasts=1
ping -N name -c 1 10.0.0.2
ping -F 5 -c 1 10.0.0.2
ping -c 1 0
ping -c 1 127.1
ping -c 1 0x7f000001
ping -c 1 2130706433
ping -c 1 10.0.2
ping -c 1 10.2
ping -c 1 localhost
ping -c 1 LOCALHOST
ping -c 1 -n localhost
ping -c 1 host01
ping -c 1 nosuch.example
ping -c 1 10.0.0.2.
ping -c 1 10.0.0
ping -c 1 10.0.0.2/24
ping -c 1 http://10.0.0.2
ping -c 1 10.0.0.2:80
ping -c 1 'a b'
ping -c 1 -- 10.0.0.2
ping -c 1 --version
ping --help
ping -h
ping -V
ping -c 0 10.0.0.2
ping -c -1 10.0.0.2
ping -c 1.5 10.0.0.2
ping -c 99999999999999999999 10.0.0.2
ping -c
ping -i
ping -i -1 -c 1 10.0.0.2
ping -i abc -c 1 10.0.0.2
ping -i 1x -c 1 10.0.0.2
ping -W -1 -c 1 10.0.0.2
ping -W 1x -c 1 10.0.0.2
ping -W '' -c 1 10.0.0.2
ping -M
ping -x 10.0.0.2
ping -cc 1 10.0.0.2
ping -c1q 10.0.0.2
ping -qc1 10.0.0.2
ping -qnc 1 10.0.0.2
ping -D -q -c 1 10.0.0.2
ping -c 1 10.0.0.2 > /dev/null; echo $?
ping -c 1 -W 1 10.0.0.9 > /dev/null; echo $?
ping -c 1 10.0.0.2 > /dev/null 2>&1 && echo ok || echo failed
ping -c 1 10.99.0.1 2>&1 || echo failed
timeout 2 ping -c 10 10.0.0.2 | head -3
ip netns exec red ping -c 1 10.0.0.1
