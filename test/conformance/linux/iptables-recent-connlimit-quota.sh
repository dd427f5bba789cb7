# Matches that remember: recent, connlimit and quota.
iptables -A INPUT -m quota --quota 1000
iptables -A INPUT -m quota ! --quota 1000
iptables -A INPUT -m quota
iptables -A INPUT -m quota --quota foo
iptables -A INPUT -p tcp -m connlimit --connlimit-above 3
iptables -A INPUT -p tcp -m connlimit --connlimit-upto 3 --connlimit-mask 24
iptables -A INPUT -p tcp -m connlimit --connlimit-above 3 --connlimit-daddr
iptables -A INPUT -p tcp -m connlimit --connlimit-above 3 --connlimit-saddr
iptables -A INPUT -p tcp -m connlimit ! --connlimit-above 3
iptables -A INPUT -m connlimit
iptables -A INPUT -m recent --set
iptables -A INPUT -m recent --name ssh --set --rsource
iptables -A INPUT -m recent --name ssh --update --seconds 60 --hitcount 4
iptables -A INPUT -m recent --rcheck --seconds 60 --hitcount 4 --name ssh --rttl
iptables -A INPUT -m recent --remove --name ssh --rdest
iptables -A INPUT -m recent ! --rcheck
iptables -A INPUT -m recent --rcheck --mask 255.255.255.0 --reap --seconds 5
iptables -A INPUT -m recent
iptables -A INPUT -m recent --set --rcheck
iptables -A INPUT -m recent --rcheck --hitcount 100
iptables -A INPUT -m recent --set --seconds 5
iptables -A INPUT -m connlimit --connlimit-above foo
iptables -A INPUT -m connlimit --connlimit-above 1 --connlimit-mask 33
iptables -A INPUT -m connlimit --connlimit-above 1 --connlimit-upto 2
iptables -A INPUT -m connlimit --connlimit-above 1 --connlimit-mask 0
iptables -A INPUT -m recent --set --name averyveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryverylongname
iptables -A INPUT -m recent --set --name foo/bar
iptables -A INPUT -m recent --rcheck --reap
iptables -A INPUT -m recent --rcheck --seconds foo
iptables -A INPUT -m recent --rcheck --mask foo
iptables -A INPUT -m recent --rcheck --hitcount 0
iptables -A INPUT -m recent --set --rsource --rdest
iptables -A INPUT -m recent --set --set
iptables -A INPUT -m recent --remove --seconds 5
iptables -A INPUT -m recent --rcheck --hitcount 300
iptables -A INPUT -m quota --quota 0
iptables -A INPUT -m quota --quota 99999999999999999999
iptables -S
iptables -L -n
iptables -L
iptables-save -t filter | grep -c recent
