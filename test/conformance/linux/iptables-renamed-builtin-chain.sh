# A built-in chain that is renamed is iptables' no more, and still decides.
ip link set lo up
iptables -A OUTPUT -j ACCEPT
iptables -E OUTPUT foo
iptables -S
iptables -L -n -v
iptables-save
ping -c 1 127.0.0.1
iptables -S foo
iptables -A foo -j ACCEPT
iptables -A OUTPUT -j DROP
iptables -S
ping -c 1 -W 1 127.0.0.1
iptables -P foo DROP
iptables -F
iptables -S
iptables -X
iptables -S
iptables -X foo
iptables -S
iptables -E INPUT bar
iptables -S
iptables -E foo OUTPUT
iptables -S
iptables-restore < /dev/null
iptables -t nat -E PREROUTING foo
iptables -N x
iptables -E x INPUT
iptables -E x y
