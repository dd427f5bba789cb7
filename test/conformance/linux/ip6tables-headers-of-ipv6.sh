# Matches and targets that only IPv6 has: the hop limit, extension headers, interface identifiers.
ip6tables -A INPUT -m frag
ip6tables -A INPUT -m frag --fragid 1:5
ip6tables -A INPUT -m frag ! --fragid 1:5
ip6tables -A INPUT -m frag ! --fragid 5
ip6tables -A INPUT -m frag --fraglen 5
ip6tables -A INPUT -m frag ! --fraglen 5 --fragres
ip6tables -A INPUT -m frag --fragres --fragfirst
ip6tables -A INPUT -m frag --fragmore --fraglast
ip6tables -A INPUT -m frag --fragfirst --fragmore
ip6tables -A INPUT -m frag --fragid :7
ip6tables -A INPUT -m frag --fragid 7:
ip6tables -A INPUT -m frag --fragid 7:3
ip6tables -A INPUT -m frag --fragid x
ip6tables -A INPUT -m frag --fragid 1:2:3
ip6tables -A INPUT -m frag ! --fragfirst
ip6tables -A INPUT -m rt
ip6tables -A INPUT -m rt ! --rt-type 0 
ip6tables -A INPUT -m rt --rt-segsleft 5
ip6tables -A INPUT -m rt ! --rt-segsleft 1:5
ip6tables -A INPUT -m rt --rt-len 5
ip6tables -A INPUT -m rt ! --rt-len 5
ip6tables -A INPUT -m rt --rt-0-res
ip6tables -A INPUT -m rt --rt-type 0 --rt-0-res
ip6tables -A INPUT -m rt --rt-type 0 --rt-0-addrs fd00::1,fd00::2
ip6tables -A INPUT -m rt --rt-type 0 --rt-0-addrs fd00::1 --rt-0-not-strict
ip6tables -A INPUT -m rt --rt-type 0 --rt-0-not-strict
ip6tables -A INPUT -m rt --rt-0-addrs fd00::1
ip6tables -A INPUT -m rt --rt-type x
ip6tables -A INPUT -m mh --mh-type 1
ip6tables -A INPUT -p mh --mh-type 1:3
ip6tables -A INPUT -p mh ! --mh-type bu
ip6tables -A INPUT -p mh --mh-type binding-update:be
ip6tables -A INPUT -p mh --mh-type xx
ip6tables -A INPUT -p mh -m mh
ip6tables -A INPUT -p mh --mh-type 200
ip6tables -A INPUT -p mh --mh-type 300
ip6tables -A INPUT -p mh --mh-type 3:1
ip6tables -A INPUT -m ipv6header
ip6tables -A INPUT -m ipv6header --header frag
ip6tables -A INPUT -m ipv6header --header hop,dst,route,frag,auth,esp,none,prot
ip6tables -A INPUT -m ipv6header ! --header 0,60 --soft
ip6tables -A INPUT -m ipv6header --header xx
ip6tables -A INPUT -m ipv6header --header proto
ip6tables -A INPUT -m ipv6header --header ipv6-nonxt
ip6tables -A INPUT -m ipv6header --soft
ip6tables -A INPUT -m eui64
ip6tables -A OUTPUT -m eui64
ip6tables -A INPUT -m eui64 --x
ip6tables -t mangle -A INPUT -j HL
ip6tables -t mangle -A INPUT -j HL --hl-set 256
ip6tables -t mangle -A INPUT -j HL --hl-dec 0
ip6tables -t mangle -A INPUT -j HL --hl-set 1 --hl-dec 1
ip6tables -A INPUT -j HL --hl-set 1
ip6tables -S
ip6tables -L -n
ip6tables -t mangle -A INPUT -j HL --hl-set 5
ip6tables -t mangle -A INPUT -j HL --hl-dec 1
ip6tables -t mangle -A INPUT -j HL --hl-inc 1
ip6tables -t mangle -A INPUT -j TOS --set-tos 0x10
ip6tables -t mangle -A INPUT -j DSCP --set-dscp 10
ip6tables -t mangle -A INPUT -j TTL --ttl-set 5
ip6tables -t mangle -S
ip6tables -t mangle -L -n
ip6tables -m frag -h
ip6tables -m rt -h
ip6tables -m eui64 -h
ip6tables -m mh -h
ip6tables -m ipv6header -h
ip6tables -j HL -h
