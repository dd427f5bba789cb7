# Every way to read and to set a kernel parameter, and the usual mistakes.
sysctl net.ipv4.ip_forward
sysctl net.ipv4.ip_forward = 1
sysctl -w net.ipv4.ip_forward = 1
sysctl -w net.ipv4.ip_forward= 1
sysctl -w net.ipv4.ip_forward =1
sysctl = 1
sysctl =
sysctl -w =
sysctl -w =1
sysctl -w 1
sysctl ""
sysctl -w ""
sysctl -w "#x=1"
sysctl -w net.ipv4.ip_forward
sysctl -w "net.ipv4.ip_forward = 1"
sysctl "net.ipv4.ip_forward = 0"
sysctl -w net.ipv4.ip_forward=1
sysctl net.ipv4.ip_forward=0
sysctl -w net.ipv4.ip_forward==1
sysctl -w net.ipv4.ip_forward=abc
sysctl -w net.ipv4.ip_forward=
sysctl -w net.ipv4.ip_forward=2
sysctl -w net.ipv4.ip_forward=-1
sysctl -w net.ipv4.ip_forward=0x1
sysctl -w net.ipv4.ip_forward=99999999999
sysctl -w net.ipv4.ip_forward="1 2"
sysctl net.ipv4.ip_forward
sysctl -n net.ipv4.ip_forward net.ipv4.ip_default_ttl
sysctl -n net.ipv4.ip_forward=0
sysctl -q net.ipv4.ip_forward=1
sysctl -qw net.ipv4.ip_forward=0
sysctl -N net.ipv4.ip_forward
sysctl -b net.ipv4.ip_forward
sysctl -e -w net.ipv4.nosuch=1
sysctl -w net.ipv4.nosuch=1
sysctl net.ipv4.nosuch net.ipv4.nosuch2 net.ipv4.nosuch3
sysctl net.ipv4.ip_forward net.ipv4.nosuch net.ipv4.ip_default_ttl
sysctl net.ipv4.nosuch net.ipv4.nosuch2=3 net.ipv4.nosuch3
sysctl net/ipv4/ip_forward
sysctl -w net/ipv4/ip_forward=1
sysctl net.ipv4.ip_forward.foo
sysctl -w net.ipv4.conf=1
sysctl net.ipv4.conf.lo | wc -l
sysctl net.ipv4.conf.lo | head -4
sysctl -a -r 'ip_forward$'
sysctl -r ip_forward net.ipv4
sysctl -a 2> /dev/null | grep -c '^net\.ipv4\.conf\.all'
sysctl net.ipv4.route
sysctl net.ipv4.route.flush
sysctl -w net.ipv4.route.flush=1
sysctl -w net.ipv4.ip_local_port_range="20000 30000"
sysctl net.ipv4.ip_local_port_range
sysctl -w net.ipv4.ip_local_port_range=20000
sysctl -w net.ipv4.ip_local_port_range="30000 20000"
sysctl -w net.ipv4.ip_default_ttl=0
sysctl -w net.ipv4.ip_default_ttl=256
sysctl -w net.ipv4.ip_default_ttl=255
sysctl -w net.ipv4.conf.eth0.rp_filter=1
sysctl -w net.ipv4.conf.all.rp_filter=1 net.ipv4.conf.default.rp_filter=1
ip link add eth0 type veth peer name eth1
sysctl net.ipv4.conf.eth0.rp_filter net.ipv4.conf.eth1.forwarding
sysctl -w net.ipv4.conf.all.forwarding=0 net.ipv4.ip_forward net.ipv4.conf.eth0.forwarding
sysctl net.ipv4.conf.all.forwarding net.ipv4.ip_forward net.ipv4.conf.eth0.forwarding
ip link add eth0.100 type veth peer name peer.100
sysctl net.ipv4.conf.eth0/100.forwarding
sysctl net/ipv4/conf/eth0.100/forwarding
sysctl net.ipv4.conf.eth0.100.forwarding
sysctl -w net.ipv4.conf.eth0/100.forwarding=1
sysctl -a -r 'peer/100.forwarding'
sysctl -p /nonexistent
printf 'net.ipv4.ip_forward = 1\n# comment\n; another\nnet.ipv4.nosuch=1\n-net.ipv4.nosuch2=1\nnonsense\nnet.ipv4.conf.*.rp_filter=2\n' > /tmp/lab.conf
sysctl -p /tmp/lab.conf
sysctl -q -p /tmp/lab.conf
sysctl --load=/tmp/lab.conf 2> /dev/null | tail -2
rm /tmp/lab.conf
sysctl
sysctl -w
sysctl -V
sysctl -z
sysctl --foo
sysctl --help | head -4
