# How the command line itself can be wrong.
iptables
iptables -V
iptables --version
iptables ! -V
iptables -h
iptables --help
iptables -p tcp -h
iptables -p udp --help
iptables -p icmp -h
iptables -m conntrack -m comment -h
iptables -j DNAT -h
iptables -j ACCEPT -h
iptables -qL
iptables -q
iptables -L -q
iptables -A
iptables --append
iptables -A INPUT -j
iptables --numeric=3 -L
iptables --l
iptables --nosuch
iptables --line -L INPUT
iptables -t foo -L
iptables -t
iptables -t nat -t filter -L INPUT
iptables ! -t nat -L
iptables -A INPUT -A INPUT
iptables -A INPUT -L
iptables -L -F
iptables -F -Z
iptables -F -X
iptables -L -Z
iptables -Z -L -v
iptables -A INPUT -n -j ACCEPT
iptables -A INPUT -x -j ACCEPT
iptables -A INPUT --line-numbers -j ACCEPT
iptables -L -s 1.1.1.1
iptables -L -j ACCEPT
iptables -S -n
iptables -F -n
iptables -N x -p tcp
iptables -P INPUT DROP -s 1.1.1.1
iptables -D INPUT 1 -p tcp
iptables -L INPUT FORWARD
iptables -L INPUT 1 2
iptables foo
iptables -L -- x
iptables ! -L
iptables ! ! -L
iptables -L !
iptables -n -n -L INPUT
iptables -L INPUT aaa
iptables -L aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
iptables -A INPUT --foo
iptables -A INPUT -p tcp --foo
iptables -A INPUT -p tcp -m tcp --foo
iptables -A INPUT extra
iptables -A INPUT -c 5 6 -j ACCEPT
iptables -A INPUT -c 100000,99999999 -j ACCEPT
iptables -A INPUT -c 9999499 9999500000 -j ACCEPT
iptables -A INPUT --set-counters 1 2 -j DROP
iptables -A INPUT -c 5 -j ACCEPT
iptables -A INPUT -c x 5 -j ACCEPT
iptables -A INPUT -c 5 y -j ACCEPT
iptables -L INPUT -v
iptables -L INPUT -vx
iptables -S INPUT -v
iptables-save -c
iptables -Z INPUT 2
iptables -Z INPUT 9
iptables -S INPUT -v
iptables -Z
iptables -S INPUT -v
iptables -Z x
iptables -w -L INPUT -n
iptables -w 5 -F
iptables -w x -F
iptables -wx -F
iptables -w5 -F
iptables -W 100 -F
iptables -w -W 100 -F
iptables -4 -F
iptables -6 -F
iptables -M modprobe -F
