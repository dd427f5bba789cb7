# Matches of connections, addresses and lists as ip6tables takes and shows them.
ip6tables -A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
ip6tables -A INPUT -m conntrack --ctorigsrc fd00::/64 --ctrepldst fd00::1 --ctproto icmpv6
ip6tables -A INPUT -m conntrack --ctorigsrc ::/0
ip6tables -A INPUT -m conntrack --ctorigsrc 10.0.0.1
ip6tables -A INPUT -m conntrack --ctorigsrc fd00::1/129
ip6tables -A INPUT -m conntrack --ctorigsrc fd00::1/ffff::
ip6tables -A INPUT -m state --state NEW
ip6tables -A INPUT -m connmark --mark 1
ip6tables -t mangle -A PREROUTING -j CONNMARK --save-mark
ip6tables -A INPUT -m addrtype --dst-type LOCAL
ip6tables -A INPUT -m addrtype --src-type LOCAL --limit-iface-in
ip6tables -A INPUT -m addrtype --src-type BROADCAST
ip6tables -A INPUT -m addrtype --dst-type BLACKHOLE
ip6tables -A INPUT -m iprange --src-range fd00::1-fd00::9
ip6tables -A INPUT -m iprange --dst-range fd00::1
ip6tables -A INPUT -m iprange --dst-range 10.0.0.1
ip6tables -A INPUT -m connlimit --connlimit-above 3
ip6tables -A INPUT -m connlimit --connlimit-above 3 --connlimit-mask 64
ip6tables -A INPUT -m connlimit --connlimit-above 3 --connlimit-mask 129
ip6tables -A INPUT -m recent --set --name x
ip6tables -A INPUT -m recent --set --name x --mask ffff::
ip6tables -A INPUT -m tos --tos 0x10
ip6tables -A INPUT -m dscp --dscp 10
ip6tables -A INPUT -m iprange --src-range fd00::9-fd00::1
ip6tables -A INPUT -m recent --set --mask xx
ip6tables -A INPUT -m recent --set --mask 64
ip6tables -A INPUT -m recent --set --mask ffff::/16
ip6tables -A INPUT -m connlimit --connlimit-above 3 --connlimit-mask ffff::
iptables -A INPUT -m connlimit --connlimit-above 3 --connlimit-mask 64
iptables -A INPUT -m connlimit --connlimit-above 3 --connlimit-mask 255.255.0.0
iptables -A INPUT -m connlimit --connlimit-above 3 --connlimit-mask xx
iptables -S
ip6tables -S
ip6tables -L
ip6tables -L -n
ip6tables -A INPUT -m ttl --ttl-eq 5
ip6tables -A INPUT -m icmp --icmp-type 8
ip6tables -A INPUT -m realm --realm 8
ip6tables -A INPUT -j ULOG
ip6tables -A INPUT -j ECN
ip6tables -A INPUT -p icmp --icmp-type 8
iptables -A INPUT -m hl --hl-eq 5
iptables -A INPUT -j HL --hl-set 5
iptables -A INPUT -m frag --fragid 5
ip6tables -t raw -A PREROUTING -j NOTRACK
ip6tables -t raw -A PREROUTING -j CT --notrack
ip6tables -t raw -S
