# Help exists for the objects few people use, too; some print it when nothing follows.
ip addrlabel help
ip fou help
ip ila help
ip ioam help
ip l2tp help
ip macsec help
ip mptcp help
ip mroute help
ip mrule help
ip netconf help
ip ntable help
ip sr help
ip stats help
ip tcp_metrics help
ip token help
ip tunnel help
ip tuntap help
ip vrf help
ip xfrm help
ip fou
ip sr
ip xfrm
ip mptcp
