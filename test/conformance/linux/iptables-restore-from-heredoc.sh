# Rules as a file.
iptables-restore <<EOT
*filter
:INPUT DROP [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
-A INPUT -i lo -j ACCEPT
-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT
COMMIT
EOT

iptables -S
iptables-save > /tmp/rules
grep -c '^-A' /tmp/rules
iptables -F; iptables -P INPUT ACCEPT
iptables -S
iptables-restore < /tmp/rules
iptables -S
sed -i 's/--dport 22/--dport 2222/' /tmp/rules
iptables-restore < /tmp/rules
iptables -S INPUT
iptables-restore --noflush <<EOT
*filter
-A INPUT -p udp -m udp --dport 53 -j ACCEPT
COMMIT
EOT

iptables -S INPUT
iptables-restore --test <<EOT
*filter
-A INPUT -p tcp --dport x -j ACCEPT
COMMIT
EOT

iptables-restore <<EOT
*filter
-A INPUT -j NOSUCH
COMMIT
EOT

iptables-restore /tmp/nosuch
iptables -S INPUT
