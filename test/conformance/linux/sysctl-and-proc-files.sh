sysctl net.ipv4.ip_forward
sysctl -n net.ipv4.ip_forward
sysctl -w net.ipv4.ip_forward=1
cat /proc/sys/net/ipv4/ip_forward
sysctl net.ipv4.ip_forward=0
sysctl net/ipv4/ip_forward
sysctl -w net.ipv4.ip_forward = 1
sysctl -q -w net.ipv4.ip_forward=1
sysctl net.ipv4.conf.all.forwarding net.ipv4.conf.lo.forwarding
echo 0 > /proc/sys/net/ipv4/ip_forward
sysctl -a 2>/dev/null | grep 'ip_forward '
sysctl -a -r 'ipv4.conf.lo.(rp_filter|forwarding)'
sysctl -N net.ipv4.ip_forward
sysctl -e nosuch.key
sysctl nosuch.key
sysctl -w nosuch.key=1
sysctl net.ipv4.nosuch
sysctl -w net.ipv4.ip_forward
sysctl -w net.ipv4.ip_forward=abc
sysctl -w net.ipv4.ip_forward=7
cat /proc/sys/net/ipv4/ip_forward
sysctl
sysctl -z
echo 'net.ipv4.ip_forward = 1' > /tmp/99-router.conf
sysctl -p /tmp/99-router.conf
sysctl -p /tmp/nosuch.conf
cat /proc/sys/net/ipv4/conf/lo/rp_filter
echo 1 > /proc/sys/net/ipv4/conf/all/rp_filter
sysctl net.ipv4.conf.all.rp_filter net.ipv4.conf.default.rp_filter
sysctl -b net.ipv4.ip_forward; echo
cat /proc/sys/net/ipv4/nosuch
echo 1 > /proc/sys/net/ipv4/nosuch
ls /proc/sys/net/ipv4/conf | sort
sysctl net.ipv4.icmp_echo_ignore_all net.ipv4.ip_default_ttl
sysctl -w net.ipv4.ip_default_ttl=33 net.ipv4.icmp_echo_ignore_all=0
ip link set lo up
ping -c 1 127.0.0.1
