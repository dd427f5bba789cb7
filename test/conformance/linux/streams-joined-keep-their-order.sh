ip link set lo up
{ echo a; echo b >&2; echo c; } 2>&1
{ echo a; echo b >&2; echo c; } 2>&1 | cat
(echo a; echo b >&2; echo c) > /tmp/joined 2>&1; cat /tmp/joined
for i in 1 2; do echo out $i; echo err $i >&2; done 2>&1 | cat
if true; then echo a; echo b >&2; echo c; fi 2>&1 | cat
bash -c 'echo a; echo b >&2; echo c' 2>&1
x=$( { echo a; echo b >&2; echo c; } 2>&1 ); echo $x
{ echo a; echo b >&2; echo c; } 2>/dev/null
{ echo a; echo b 2>/dev/null >&2; ls /nope 2>/dev/null; echo c >&2; } 2>&1
{ ls /nope; echo after; } |& cat
ls /nope 2>&1 >/dev/null
ls /nope > /dev/null 2>&1
ip link show nope 2>&1
ip link show nope 2>&1 | wc -l
printf 'link show lo\nlink show nope\naddr show lo\nroute show foo\n' | ip -force -batch - 2>&1
printf 'link show lo\nlink show nope\naddr show lo\n' | ip -batch - 2>&1 | cat
printf 'addr show lo\nlink show lo\naddr show lo\n' | ip -batch -
printf 'link set lo mtu 1500\nlink show nope\nlink set xx up\n' | ip -force -batch - 2>&1
sysctl net.ipv4.conf.lo.forwarding net.nope net.ipv4.tcp_syncookies 2>&1
ping -c 1 nope.invalid 2>&1
curl -sS 127.0.0.1:9 2>&1 | sed 's/after [0-9]* ms/after N ms/'
iptables -L NOPE 2>&1 | head -1
(nc -v -z 127.0.0.1 9; echo status $?) 2>&1
