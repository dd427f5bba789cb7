# Jumps in circles are refused once a packet could get there.
iptables -N a
iptables -N b
iptables -A a -j b
iptables -A b -j a
iptables -A INPUT -j a
iptables -A b -j b
iptables -A b -j INPUT
iptables -A b -g a
iptables -I INPUT -g a
iptables -S
iptables -F b
iptables -A INPUT -j a
iptables -A b -j a
iptables -A b -j b
iptables -I b -j a
iptables -A b -j ACCEPT
iptables -R b 1 -j a
iptables -S
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17; do iptables -N c$i; done
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do iptables -A c$i -j c$((i + 1)); done
iptables -A FORWARD -j c1
iptables -A FORWARD -j c2
iptables -A FORWARD -j c3
iptables -A FORWARD -j c4
