# Nothing changes when a line is wrong, and the line is named.
iptables -A INPUT -p icmp -j ACCEPT
printf '*filter\n:INPUT DROP [0:0]\n:foo - [0:0]\n-A INPUT -j foo\nCOMMIT\n' | iptables-restore
iptables-save
printf '*filter\n-A INPUT -j ACCEPT\nCOMMIT\n' | iptables-restore -n
iptables-save
printf '*filter\n-A INPUT -j nope\nCOMMIT\n' | iptables-restore
printf '*filter\n-A nope -j ACCEPT\nCOMMIT\n' | iptables-restore
printf '*filter\n-A INPUT -j ACCEPT\n' | iptables-restore
printf '*foo\nCOMMIT\n' | iptables-restore
printf '*\nCOMMIT\n' | iptables-restore
printf '*filter\n-A INPUT --foo\nCOMMIT\n' | iptables-restore
printf '*filter\n:INPUT FOO\nCOMMIT\n' | iptables-restore
printf '*filter\n:INPUT\nCOMMIT\n' | iptables-restore
printf '*filter\n:\nCOMMIT\n' | iptables-restore
printf '*filter\n:ACCEPT -\nCOMMIT\n' | iptables-restore
printf 'garbage\n*filter\nCOMMIT\n' | iptables-restore
printf '*filter\n:INPUT ACCEPT\n[7:8] -A INPUT -j ACCEPT\nCOMMIT\n' | iptables-restore -c
printf '*filter\n:INPUT ACCEPT [5:6]\n[7-8 -A INPUT -j ACCEPT\nCOMMIT\n' | iptables-restore
printf '*filter\n-A INPUT -j ACCEPT\n-D INPUT -j DROP\nCOMMIT\n' | iptables-restore
printf '*filter\n-A INPUT -j ACCEPT\n-D INPUT 5\nCOMMIT\n' | iptables-restore
printf '*filter\n:foo - [0:0]\n-A foo -j foo\n-A INPUT -j foo\nCOMMIT\n' | iptables-restore
printf '*filter\n-A INPUT -t nat -j ACCEPT\nCOMMIT\n' | iptables-restore
printf '*filter\n-A INPUT -j DNAT --to-destination 1.1.1.1\nCOMMIT\n' | iptables-restore
printf '*nat\n-A INPUT -j DROP\nCOMMIT\n' | iptables-restore
printf '*filter\n-w -A INPUT -j ACCEPT\nCOMMIT\n' | iptables-restore
printf '*filter\n-A INPUT -p tcp --dport 80 -j ACCEPT\n-A INPUT foo\nCOMMIT\n' | iptables-restore
printf '*filter\n-6 -A INPUT -j ACCEPT\nCOMMIT\n' | iptables-restore -n
printf '*filter\n:foo -\n-X foo\nCOMMIT\n' | iptables-restore -n
printf '*filter\nCOMMIT\nCOMMIT\n' | iptables-restore -n
iptables-save
printf '*filter\n:INPUT ACCEPT [5:6]\n[7:8] -A INPUT -j ACCEPT\nCOMMIT\n' | iptables-restore -c
iptables-save -c
printf '# hi\n*filter\n\n-A INPUT -j ACCEPT\nCOMMIT\n' | iptables-restore -v
printf '# hi\n*filter\n-A INPUT -j ACCEPT\nCOMMIT\n' | iptables-restore -v -n
printf '*filter\n:bar -\n-N baz\n-P FORWARD DROP\n-L -n\nCOMMIT\n' | iptables-restore -n
printf '*filter\n:INPUT ACCEPT\n-A INPUT -j ACCEPT\nCOMMIT\n*nat\n:foo -\n-A PREROUTING -j foo\nCOMMIT\n' | iptables-restore -T nat
iptables-save
printf '*filter\nCOMMIT\n' | iptables-restore
iptables-save
