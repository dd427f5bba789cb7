# Chains of one's own: made, named, referenced, emptied, deleted.
iptables -F
iptables -X
iptables -N web
iptables-save
iptables -N web
iptables -N INPUT
iptables -N REJECT
iptables -N -x
iptables -N '!x'
iptables -N 'a b'
iptables -N aaaaaaaaaaaaaaaaaaaaaaaaaaaa
iptables -N aaaaaaaaaaaaaaaaaaaaaaaaaaaaa
iptables -X aaaaaaaaaaaaaaaaaaaaaaaaaaaa
iptables -N api
iptables -A web -p tcp --dport 80 -j ACCEPT
iptables -A web -g api
iptables -A INPUT -j web
iptables -A INPUT -p udp -j web
iptables -L -n
iptables -S
iptables-save
iptables -X web
iptables -X api
iptables -X
iptables -X INPUT
iptables -X FORWARD
iptables -X nosuch
iptables -F nosuch
iptables -Z nosuch
iptables -L nosuch
iptables -S nosuch
iptables -E web http
iptables -E http api
iptables -E http INPUT
iptables -E http http
iptables -E nosuch other
iptables -E http
iptables -S
iptables -F INPUT
iptables -X http
iptables -F http
iptables -X http -v
iptables -vX
iptables -N b
iptables -N a
iptables -N c
iptables -S
iptables -vF
iptables -vZ
iptables -vX
iptables -S
iptables -A nosuch -j ACCEPT
iptables -I nosuch -j ACCEPT
iptables -R nosuch 1 -j ACCEPT
iptables -D nosuch -j ACCEPT
iptables -D nosuch 1
iptables -C nosuch -j ACCEPT
iptables -A INPUT -j nosuch
iptables -C INPUT -j nosuch
iptables -A INPUT -j accept
iptables -A INPUT -g nosuch
iptables -A INPUT -g ACCEPT
