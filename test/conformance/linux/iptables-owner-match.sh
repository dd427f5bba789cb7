# The owner of a packet: users, groups and ranges of them.
iptables -A OUTPUT -m owner --uid-owner 0
iptables -A OUTPUT -m owner --uid-owner root
iptables -A OUTPUT -m owner --uid-owner 0-1000
iptables -A OUTPUT -m owner ! --gid-owner 0
iptables -A OUTPUT -m owner --gid-owner root
iptables -A OUTPUT -m owner --socket-exists
iptables -A OUTPUT -m owner --uid-owner nosuch
iptables -A OUTPUT -m owner
iptables -A INPUT -m owner --uid-owner 0
iptables -A INPUT -m owner --uid-owner 0
iptables -A OUTPUT -m owner --uid-owner 5-3
iptables -A OUTPUT -m owner --uid-owner 0 --uid-owner 1
iptables -A OUTPUT -m owner --uid-owner -1
iptables -S
iptables -L -n
iptables -L
