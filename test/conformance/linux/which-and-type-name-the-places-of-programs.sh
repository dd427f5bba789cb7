ls /usr/sbin/ip /sbin/ip /usr/bin/ip /bin/ip
which ip ping iptables sysctl ss nc curl bridge brctl arp ifconfig route netstat tcpdump traceroute conntrack ipset arping ip6tables tracepath dig nsenter
command -v ip
type ip
type -a ping
echo $PATH
/sbin/ip -V
/usr/sbin/ip -V
/usr/bin/ip -V
ip link | head -1 | cut -c1-3
iptables -S | grep -c ACCEPT
X=ip; $X link | wc -l
X=iptables; $X -S | wc -l
type iptables sysctl
type -t ip
type -a iptables
which -a ip
which nosuch
which nosuch ip
which
which -x
command -v iptables sysctl
for c in ip iptables sysctl ping; do $c --version 2>/dev/null | head -1 | cut -c1-6; done
if command -v conntrack >/dev/null; then echo yes; fi
[ -x /usr/sbin/iptables ] && echo executable
[ -f /usr/sbin/sysctl ] && echo file
[ -x "$(command -v iptables)" ] && echo found
ls /usr/bin/iptables
ls -d /bin /sbin /usr/sbin
env ip -V
echo lo | xargs ip link show dev | head -1 | cut -c1-5
$(which ip) -V
bash -c 'which ip; ip -V'
find /usr/sbin -name iptables
[ -e /usr/sbin/ip ] && ip -V
/usr/sbin/ip -V | cut -c1-5
P=/usr/sbin/ip; $P link | head -1 | cut -c1-5; [ -x $P ] && $P -V
ls -ld /bin /sbin | awk '{print $1, $9, $10, $11}'
cd /sbin && pwd && ls ip && cd
/bin/ls -d /tmp
/bin/bash -c 'echo hi'
