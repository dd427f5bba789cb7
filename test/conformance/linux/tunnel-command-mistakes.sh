ip tunnel
ip tunnel show
ip tunnel add
ip tunnel add t0
ip tunnel add t0 mode foo
ip tunnel add t0 mode
ip tunnel add t0 mode ipip remote
ip tunnel add t0 mode ipip remote abc
ip tunnel change t0
ip tunnel change t0 mode ipip
ip tunnel del
ip tunnel del t0
ip tunnel del t0 mode ipip
ip tunnel show t0
ip -s tunnel show
ip -6 tunnel
ip -6 tunnel show
ip tunnel add t0 mode ipip key 5
ip tunnel add t0 mode gre ttl 300
ip tunnel add t0 mode gre ttl 3 nopmtudisc
ip tunnel add t0 mode gre key abc
ip tunnel add t0 mode gre dev nosuch
ip tunnel add t0 name t1 mode gre
ip tunnel add t0 mode gre mode ipip
ip tunnel add t0 mode gre tos 999
ip tunnel add averyveryverylongname mode gre
ip tunnel add t0 mode gre remote 224.0.0.1
ip tunnel prl
ip tunnel 6rd
ip tunnel help
ip tun
ip tunn
ip tunnel foo
ip link add v0 type veth peer name v1
ip tunnel del v0
ip tunnel change v0 remote 10.0.0.1
ip tunnel show v0
ip -j tunnel
ip tunl
