# -m set and -j SET: options, listings, references.
ipset create a hash:ip initval 1
ipset create b hash:ip,port initval 1
ipset create c hash:net,iface initval 1
ipset create l list:set
ipset add l a
iptables -A INPUT -m set --match-set a src -j DROP
iptables -A INPUT -m set ! --match-set a src -j DROP
iptables -A INPUT -m set --match-set b dst,dst -j ACCEPT
iptables -A INPUT -m set --match-set b dst,src,src,dst,src,dst -j ACCEPT
iptables -A INPUT -m set --match-set b dst,dst,dst,dst,dst,dst,dst -j ACCEPT
iptables -A INPUT -m set --match-set nosuch src -j ACCEPT
iptables -A INPUT -m set --match-set a -j ACCEPT
iptables -A INPUT -m set --match-set a foo -j ACCEPT
iptables -A INPUT -m set --match-set a
iptables -A INPUT -m set
iptables -A INPUT -m set --match-set a src --return-nomatch
iptables -A INPUT -m set --match-set a src ! --update-counters
iptables -A INPUT -m set --match-set a src ! --update-subcounters
iptables -A INPUT -m set --match-set a src --packets-eq 5
iptables -A INPUT -m set --match-set a src ! --packets-eq 5 --bytes-gt 10
iptables -A INPUT -m set --match-set a src --packets-lt 5
iptables -A INPUT -m set --set a src
iptables -A INPUT -m set --match-set a src --match-set b src
iptables -A INPUT -m set --match-set a src -m set --match-set b dst,dst
iptables -A FORWARD -j SET --add-set a src
iptables -A FORWARD -j SET --add-set a src --exist
iptables -A FORWARD -j SET --add-set a src --exist --timeout 10
iptables -A FORWARD -j SET --del-set a src
iptables -A FORWARD -j SET --map-set a src --map-mark
iptables -t mangle -A FORWARD -j SET --map-set a src --map-mark
iptables -A FORWARD -j SET --add-set a src --del-set b dst,dst
iptables -A FORWARD -j SET
iptables -A FORWARD -j SET --add-set nosuch src
iptables -A FORWARD -j SET --add-set a
iptables -A FORWARD -j SET --add-set a src --add-set a dst
iptables -S
iptables -L -n -v
iptables -L
ipset list -t
ipset destroy a
ipset destroy
ipset rename a z
ipset flush a
iptables -F
iptables -t mangle -F
ipset destroy a
ipset destroy l
ipset destroy a
iptables -m set -h | tail -30
iptables -j SET -h | tail -30
