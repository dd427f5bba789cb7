ip link set lo up
printf 'nameserver 127.0.0.1\n' > /etc/resolv.conf
printf 'search a.lab b.lab\nnameserver 127.0.0.1\n' > /etc/resolv.conf
dnsmasq --no-resolv --no-hosts --host-record=web.b.lab,10.0.0.5 --host-record=x.y,10.0.0.7 --local=/lab/
dig web +short
dig web +search +short
dig web +search
dig +showsearch web
dig +domain=b.lab web +short
dig +search nope +noall +comments
dig x.y +search +short
dig +ndots=3 x.y +search +short
nslookup web
nslookup -nosearch web
nslookup -domain=b.lab web
nslookup nope
nslookup x.y
host web
host -N 3 x.y
host nope
host -v web
