ip link set lo up
printf 'nameserver 127.0.0.1\n' > /etc/resolv.conf
dnsmasq --no-resolv --no-hosts --host-record=web.lab,10.0.0.5,fd00::5 --host-record=db.lab,10.0.0.6 --cname=www.lab,web.lab --address=/wild.lab/10.9.9.9 --txt-record=txt.lab,"hello world","two" --srv-host=_http._tcp.lab,web.lab,80,5,10 --mx-host=lab,mail.lab,20 --ptr-record=9.0.0.10.in-addr.arpa,nine.lab --local=/lab/ --local=/in-addr.arpa/
nslookup web.lab
nslookup www.lab
nslookup none.lab
nslookup 10.0.0.5
nslookup 10.0.0.77
nslookup fd00::5
nslookup -type=srv _http._tcp.lab
nslookup -type=mx lab
nslookup -q=txt txt.lab
nslookup -type=a web.lab
nslookup -type=aaaa db.lab
nslookup -type=any web.lab
nslookup -type=soa lab
nslookup -type=bogus lab
nslookup -query=ptr 5.0.0.10.in-addr.arpa
nslookup -debug web.lab
nslookup web.lab 127.0.0.9
nslookup web.lab 10.1.1.1
nslookup -port=5353 web.lab
nslookup -foo web.lab
nslookup web.lab 127.0.0.1 extra
nslookup example.com
printf 'web.lab\nset type=aaaa\nweb.lab\nserver 127.0.0.1\nexit\n' | nslookup
printf 'db.lab\n' | nslookup - 127.0.0.1
