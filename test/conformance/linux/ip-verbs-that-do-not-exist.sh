# A verb that is none: each object has its own sentence.
ip address frob
ip addrlabel frob
ip link frob
ip monitor frob
ip mptcp frob
ip mroute frob
ip mrule frob
ip neighbour frob
ip neighbor shwo
ip netconf frob
ip netns frob
ip nexthop frob
ip ntable frob
ip route frob
ip route remove 10.0.0.0/8
ip rule frob
ip sr frob
ip stats frob
ip tap frob
ip tcpmetrics frob
ip token frob
ip tunnel frob
ip tuntap frob
ip vrf frob
ip xfrm frob
ip frob
ip addresses
ip Link
ip interface
ip ''
