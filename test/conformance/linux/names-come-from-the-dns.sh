ip link set lo up
ip addr add 10.0.0.5/32 dev lo
printf 'search a.lab b.lab\nnameserver 127.0.0.1\n' > /etc/resolv.conf
printf 'hosts: files dns\n' > /etc/nsswitch.conf
ping -c1 -W1 web
getent hosts web
dnsmasq --no-resolv --no-hosts --host-record=web.b.lab,10.0.0.5 --host-record=six.b.lab,fd00::6 --cname=www.b.lab,web.b.lab --local=/lab/ --local=/in-addr.arpa/ --txt-record=t.b.lab,x
ping -c1 -W1 web
ping -c1 web.b.lab
ping -c1 www
ping -c1 nope
ping -c1 t.b.lab
ping -c1 six
ping -n -c1 web
ping -c1 10.0.0.5
getent hosts web
getent hosts www
getent hosts six
getent hosts nope
getent hosts 10.0.0.5
getent hosts 10.0.0.6
getent ahosts web
getent ahosts www
getent ahostsv4 web
getent ahostsv6 web
echo '10.0.0.5 mine.b.lab' >> /etc/hosts
getent hosts mine.b.lab
nslookup mine.b.lab
dig +short mine.b.lab
host mine.b.lab
curl -s http://web:81/
nc -zv web 80
nc -w1 -zv nope 80
traceroute -n web
tracepath -n web
arping -c1 web
printf 'hosts: files\n' > /etc/nsswitch.conf
ping -c1 web
printf 'hosts: dns files\n' > /etc/nsswitch.conf
getent hosts mine.b.lab
