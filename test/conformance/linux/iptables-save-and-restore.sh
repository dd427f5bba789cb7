# What iptables-save prints, iptables-restore takes back.
iptables -N web
iptables -A INPUT -p tcp -m multiport --dports 80,443 -m comment --comment "web \"server\"" -j web
iptables -A web -m conntrack --ctstate NEW -j LOG --log-prefix "new: "
iptables -A web -c 7 800 -j ACCEPT
iptables -P FORWARD DROP
iptables -t nat -A POSTROUTING -s 10.0.0.0/8 ! -d 10.0.0.0/8 -j MASQUERADE
iptables-save
iptables-save -c > /tmp/rules
iptables -F
iptables -t nat -F
iptables -P FORWARD ACCEPT
iptables-save
iptables-restore < /tmp/rules
iptables-save -c
iptables-restore -c /tmp/rules
iptables-save -c
iptables-restore --noflush --counters /tmp/rules
iptables-save --counters
iptables-restore -t < /tmp/rules
iptables-restore --table nat /tmp/rules
iptables-save -t nat
iptables-save -t raw
iptables-save -t foo
iptables-save foo
iptables-save -q
iptables-save --count=3
iptables-save -V
iptables-save -b -t nat
iptables-save -t nat -f /tmp/out
grep -c . /tmp/out
iptables-save -t nat -f /nosuch/out
iptables-restore /nosuch
iptables-restore a b
iptables-restore -z
iptables-restore --tab
iptables-restore -V
iptables-restore -h
