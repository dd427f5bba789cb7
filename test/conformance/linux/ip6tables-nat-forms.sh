# Addresses, ports and brackets as the nat table of IPv6 takes them, and mistakes in them.
ip6tables -t nat -A PREROUTING -p tcp --dport 80 -j DNAT --to-destination [fd00::1]:8080
ip6tables -t nat -A PREROUTING -p tcp --dport 80 -j DNAT --to-destination fd00::1
ip6tables -t nat -A PREROUTING -p tcp --dport 80 -j DNAT --to-destination fd00::1-fd00::5
ip6tables -t nat -A PREROUTING -p tcp --dport 80 -j DNAT --to-destination [fd00::1-fd00::5]:80-90
ip6tables -t nat -A PREROUTING -p tcp --dport 80 -j DNAT --to-destination fd00::1:8080
ip6tables -t nat -A PREROUTING -p tcp --dport 80 -j DNAT --to-destination [fd00::1]
ip6tables -t nat -A PREROUTING -p tcp --dport 80 -j DNAT --to-destination [fd00::1
ip6tables -t nat -A PREROUTING -p tcp --dport 80 -j DNAT --to-destination [fd00::1]80
ip6tables -t nat -A PREROUTING -p tcp --dport 80 -j DNAT --to-destination :8080
ip6tables -t nat -A PREROUTING -p tcp --dport 80 -j DNAT --to-destination 10.0.0.1
ip6tables -t nat -A PREROUTING -p tcp --dport 80 -j DNAT --to-destination 10.0.0.1:80
ip6tables -t nat -A PREROUTING -j DNAT --to-destination [fd00::1]:80
ip6tables -t nat -A PREROUTING -j DNAT --to-destination xx
ip6tables -t nat -A PREROUTING -j DNAT --to-destination [xx]:80
ip6tables -t nat -A POSTROUTING -j SNAT --to-source fd00::1
ip6tables -t nat -A POSTROUTING -p udp -j SNAT --to-source [fd00::1]:1000-2000 --random
ip6tables -t nat -A POSTROUTING -j MASQUERADE
ip6tables -t nat -A POSTROUTING -p tcp -j MASQUERADE --to-ports 1000-2000
ip6tables -t nat -A PREROUTING -p tcp -j REDIRECT --to-ports 80
ip6tables -t nat -A POSTROUTING -s fd00::/64 -j NETMAP --to fd01::/64
ip6tables -t nat -A PREROUTING -j NETMAP --to fd01::1
ip6tables -t nat -A PREROUTING -j NETMAP --to fd01::1/129
ip6tables -t nat -A PREROUTING -j NETMAP --to 10.0.0.0/8
ip6tables -t nat -L -n -v
ip6tables -t nat -S
ip6tables -t nat -A POSTROUTING -p icmpv6 -j MASQUERADE --to-ports 1
ip6tables -t nat -A POSTROUTING -p icmp -j MASQUERADE --to-ports 1
ip6tables -t nat -A PREROUTING -j NETMAP
ip6tables -t nat -A PREROUTING -j NETMAP --to fd00::1/ffff::
ip6tables -t nat -A PREROUTING -j NETMAP --to fd00::1/ff0f::
ip6tables -A INPUT -j MASQUERADE
ip6tables -t nat -A PREROUTING -j MASQUERADE
ip6tables -t nat -A POSTROUTING -j DNAT --to-destination fd00::1
ip6tables -t nat -P POSTROUTING DROP
ip6tables-save -t nat
ip6tables-save -t nat > /tmp/v6rules
ip6tables -t nat -F
ip6tables-restore < /tmp/v6rules
ip6tables -t nat -S
ip6tables -t nat -D PREROUTING -p tcp --dport 80 -j DNAT --to-destination [fd00::1]:8080
ip6tables -t nat -C PREROUTING -p tcp --dport 80 -j DNAT --to-destination [fd00::1]:8080
ip6tables -t nat -C POSTROUTING -j MASQUERADE
