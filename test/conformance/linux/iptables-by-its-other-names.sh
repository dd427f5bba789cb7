# Debian's iptables is that of nf_tables, and has names that say so.
iptables -V
iptables-nft -V
ip6tables-nft -V
iptables-nft-save -V
ip6tables-nft-restore -V
iptables-nft -A INPUT -p tcp --dport 80 -j ACCEPT
iptables -S
iptables-nft -L -n
iptables-nft-save
iptables-nft -A FOO
ip6tables-nft -A INPUT -s xx
ip6tables-nft -A INPUT -s fd00::1 -j DROP
ip6tables -S
ip6tables-nft-save | ip6tables-nft-restore
ip6tables-nft -S INPUT
iptables-nft -h | head -5
iptables-nft -F
iptables-save
