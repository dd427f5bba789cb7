ip link set lo up
printf 'nameserver 127.0.0.1\n' > /etc/resolv.conf
dnsmasq --no-resolv --no-hosts --host-record=web.lab,10.0.0.5,fd00::5 --host-record=db.lab,10.0.0.6 --cname=www.lab,web.lab --address=/wild.lab/10.9.9.9 --txt-record=txt.lab,"hello world","two" --srv-host=_http._tcp.lab,web.lab,80,5,10 --mx-host=lab,mail.lab,20 --ptr-record=9.0.0.10.in-addr.arpa,nine.lab --local=/lab/ --local=/in-addr.arpa/
dig web.lab +noall +answer
dig web.lab +noall +question
dig web.lab +noall +answer +stats
dig web.lab +noall +comments
dig web.lab +nocmd +nostats
dig web.lab +nocomments
dig web.lab +qr
dig web.lab +noquestion
dig web.lab +identify +short
dig web.lab +ttlunits +noall +answer
dig web.lab +nottlid +noall +answer
dig web.lab +noclass +noall +answer
dig web.lab +noclass +nottlid +noall +answer
dig web.lab +multiline
dig WEB.LAB +noall +answer
dig web.lab +noadflag +cdflag +aaflag +qr +noedns
dig web.lab +nord +short
dig web.lab db.lab +short
dig web.lab A AAAA +short
dig -t bogus web.lab +short
dig -c bogus web.lab +short
dig -q web.lab -t AAAA +short
dig version.bind ch txt +short
dig -x 10.0.0.5 +short
dig -x 10.0.0 +short
dig any web.lab +short
dig web.lab +dnssec
dig web.lab +nocookie +bufsize=512
dig -v
