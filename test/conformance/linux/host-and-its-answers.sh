ip link set lo up
printf 'nameserver 127.0.0.1\n' > /etc/resolv.conf
dnsmasq --no-resolv --no-hosts --host-record=web.lab,10.0.0.5,fd00::5 --host-record=db.lab,10.0.0.6 --cname=www.lab,web.lab --address=/wild.lab/10.9.9.9 --txt-record=txt.lab,"hello world","two" --srv-host=_http._tcp.lab,web.lab,80,5,10 --mx-host=lab,mail.lab,20 --ptr-record=9.0.0.10.in-addr.arpa,nine.lab --local=/lab/ --local=/in-addr.arpa/
host web.lab
host www.lab
host none.lab
host 10.0.0.5
host 10.0.0.77
host -t srv _http._tcp.lab
host -t txt txt.lab
host -t mx lab
host -t ns lab
host -t aaaa db.lab
host -a web.lab
host -v web.lab
host web.lab 127.0.0.1
host web.lab 127.0.0.9
host -W 1 -R 1 web.lab 10.1.1.1
host -t bogus web.lab
host -T web.lab
host -r web.lab
host -V
host -z
host
host example.com
