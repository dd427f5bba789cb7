# Options of tunnels that iproute2 refuses before it asks the kernel.
ip link help gre
ip link help ipip
ip link help gretap
ip link add g type gre help
ip link add g type gre remote
ip link add g type gre remote foo
ip link add g type gre ttl 300
ip link add g type gre ttl foo
ip link add g type gre key foo
ip link add g type gre k 1.2.3.4.5
ip link add g type gre dev nope
ip link add g type gre tos foo
ip link add g type gre remote 239.1.1.1
ip link add g type gre encap foo
ip link add g type gre fwmark x
ip link add g type ipip dev nope
ip link add g type ipip ttl x
ip link add g type ipip ttl 5 nopmtudisc
ip link add g type ipip mode foo
ip link add g type ipip foo
ip link add g type ipip rem 1.1.1.1
ip link add g type ipip remote ::1
ip link set lo type ipip ttl 5
ip link set lo type gre ttl 5
