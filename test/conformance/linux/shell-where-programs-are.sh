# Where programs are: what has to do with the system is in /usr/sbin.
which ip ping iptables tcpdump sysctl ss brctl conntrack nc curl bash ls route arp traceroute dnsmasq ipset
which nosuch; echo $?
type ip
type -a ping
command -v iptables
/usr/sbin/ip -V
/sbin/ip -V
/usr/sbin/iptables -V
/sbin/sysctl -n net.ipv4.ip_forward
/usr/bin/ss -V
/bin/ping -V
ls /usr/sbin/ip /usr/sbin/iptables /usr/bin/ping
ip netns add red; ip netns exec red /usr/sbin/ip link show lo
ip netns exec red which ip
hash -r; echo $?
test -x /usr/sbin/ip && echo yes
test -x /usr/sbin/iptables && echo yes
timeout 2 /usr/sbin/ip -V
xargs -n1 which <<< "ip ping"
