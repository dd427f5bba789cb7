# Shortened, attached and clustered options, and lines of iptables-restore that people do not write.
iptables -AINPUT -p tcp --dport=22 --jump=ACCEPT
iptables -A INPUT -ptcp -j ACCEPT
iptables -A INPUT -s10.0.0.1 -j ACCEPT
iptables -A INPUT -jACCEPT
iptables -A INPUT --proto tcp --destination-p 80 --jum ACCEPT
iptables -A INPUT --protocol=tcp -j ACCEPT
iptables -A INPUT --d 1.1.1.1
iptables -A INPUT --so 1.1.1.1
iptables -A INPUT --sou 1.1.1.1
iptables -nvLINPUT
iptables -SINPUT
iptables -vS INPUT
iptables -LINPUT 1 -n
iptables --list=INPUT --num --verb --ex --line
iptables -vnL INPUT -Z
iptables -Z INPUT -L -t nat
iptables -t nat -L PREROUTING -Z -v
iptables -F INPUT
iptables -t raw -E nosuch INPUT
iptables -v -A nosuch -p tcp -j ACCEPT
iptables -v -I nosuch -p tcp -j ACCEPT
iptables -A INPUT -p udp --dport 0x35
iptables -A INPUT -p udp --dport 70000
iptables -A INPUT -p udp --dport 5:1
iptables -A INPUT -p udp --dport 1:2:3
iptables -A INPUT -p udp --dport 53 --dport 54
iptables -A INPUT -m udp --dport 53
iptables -A INPUT -p esp --dport 53
iptables -S
printf '*filter\n:foo - [0:0]\n-A foo -m comment --comment "two words" -j ACCEPT\n-A foo -m comment --comment "back\\\\slash and \\"quotes\\"" -j ACCEPT\nCOMMIT\n' | iptables-restore
iptables-save
iptables-save | iptables-restore && iptables-save
printf '*filter\n-A OUTPUT -j CT --notrack\n-A INPUT -j ACCEPT\n-A FORWARD -j MASQUERADE\nCOMMIT\n' | iptables-restore
printf '*filter\n:foo -\n-E foo bar\nCOMMIT\n' | iptables-restore
printf '*filter\n:INPUT ACCEPT\n-Z nosuch\nCOMMIT\n' | iptables-restore
printf '*filter\n-A INPUT -h\nCOMMIT\n' | iptables-restore | head -3
printf '*filter\n[7:] -A INPUT -j ACCEPT\nCOMMIT\n' | iptables-restore -c
printf '*filter\n[:7] -A INPUT -j ACCEPT\nCOMMIT\n' | iptables-restore -c
printf '*filter\n[7:8]-A INPUT -j ACCEPT\nCOMMIT\n' | iptables-restore -c
iptables-save -c
printf '*filter\n:foo -\n:foo -\n:bar -\n-A foo -j bar\n-A bar -j RETURN\n-X bar\nCOMMIT\n' | iptables-restore
printf '*filter\n-A INPUT -j ACCEPT\nCOMMIT\n*nat\n-A INPUT -j DNAT --to-destination 1.1.1.1\nCOMMIT\n' | iptables-restore
iptables-save
