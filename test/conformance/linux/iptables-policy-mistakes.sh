# Policies belong to built-in chains and are ACCEPT or DROP.
iptables -P INPUT REJECT
iptables -P INPUT drop
iptables -N mine
iptables -P mine DROP
iptables -P NOSUCH DROP
iptables -P INPUT
iptables -P FORWARD DROP
iptables -t nat -P PREROUTING DROP
iptables -S
iptables -L FORWARD
iptables -F FORWARD
iptables -S FORWARD
