ip link set lo up
printf 'nameserver 127.0.0.1\n' > /etc/resolv.conf
dnsmasq --no-resolv --no-hosts --host-record=web.lab,10.0.0.5,fd00::5 --host-record=db.lab,10.0.0.6 --cname=www.lab,web.lab --address=/wild.lab/10.9.9.9 --txt-record=txt.lab,"hello world","two" --srv-host=_http._tcp.lab,web.lab,80,5,10 --mx-host=lab,mail.lab,20 --ptr-record=9.0.0.10.in-addr.arpa,nine.lab --local=/lab/ --local=/in-addr.arpa/
dig @127.0.0.1 web.lab
dig @127.0.0.1 web.lab AAAA
dig @127.0.0.1 www.lab +short
dig @127.0.0.1 none.lab
dig @127.0.0.1 example.com
dig @127.0.0.1 txt.lab TXT
dig @127.0.0.1 lab MX +noall +answer
dig @127.0.0.1 _http._tcp.lab SRV
dig @127.0.0.1 -x 10.0.0.5
dig @127.0.0.1 -x 10.0.0.9 +short
dig @127.0.0.1 foo.wild.lab +noall +answer +stats
dig @127.0.0.1 web.lab ANY
dig @127.0.0.1 +tcp web.lab
dig @127.0.0.1 web.lab +noedns +nocookie
dig @127.0.0.1 chaos txt version.bind +short
dig @127.0.0.1 web.lab www.lab +short
dig @127.0.0.1 lab SOA
dig @127.0.0.1 web.lab NS
dig -x fd00::5 +short
