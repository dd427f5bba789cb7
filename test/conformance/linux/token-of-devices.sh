# ip token: the host part that a device gives itself in networks a router announces; `::` until somebody sets one.
ip token
ip link add v1 type veth peer name v2
ip token
ip token list
ip token show
ip -j token
ip link add br0 type bridge
ip token
ip token frob
ip token help
