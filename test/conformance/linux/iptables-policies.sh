# The policy of built-in chains.
iptables -P INPUT DROP
iptables-save
iptables -S
iptables -L FORWARD
iptables -P FORWARD DROP
iptables -P INPUT ACCEPT
iptables -L
iptables -L -v
iptables -P INPUT REJECT
iptables -P INPUT drop
iptables -P INPUT
iptables -P
iptables -N mine
iptables -P mine DROP
iptables -P nosuch DROP
iptables -t nat -P PREROUTING DROP
iptables -t nat -P PREROUTING ACCEPT
iptables -t nat -P FORWARD ACCEPT
iptables -t mangle -P FORWARD DROP
iptables -X FORWARD
iptables-save
