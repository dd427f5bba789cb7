ip link set lo up
printf 'nameserver 127.0.0.1\n' > /etc/resolv.conf
dig @127.0.0.1 -p 5353 web.lab
dig @10.0.0.1 web.lab
dig web.lab
dig web.lab +short
dig web.lab +tcp
dig +nocmd web.lab
dig web.lab +noall
dig one.lab +short two.lab
dig @nowhere web.lab
dig -z
dig +foo x
dig +time=x web.lab
dig +retry=-1 web.lab
dig @127.0.0.1 -p 99999 web.lab
dig web..lab
dig web.lab -p
dig web.lab +tries=1
ip link add d0 type veth peer name d1
ip addr add 10.0.0.1/24 dev d0
ip link set d0 up
ip link set d1 up
dig @10.0.0.2 web.lab +time=1 +tries=2
printf 'nameserver 127.0.0.1\nnameserver 127.0.0.2\noptions timeout:1\n' > /etc/resolv.conf
dig web.lab
nslookup web.lab
host web.lab
printf 'nameserver 10.1.1.1\nnameserver 127.0.0.2\noptions attempts:2\n' > /etc/resolv.conf
dig web.lab
nslookup web.lab
host web.lab
