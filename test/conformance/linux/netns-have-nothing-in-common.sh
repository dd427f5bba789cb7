# Each namespace has its own devices, addresses, routes, neighbours and rules.
ip netns add red
ip netns add green
ip -n red link set lo up
ip -n red addr add 10.0.0.1/32 dev lo
ip -n red addr add 10.0.0.1/32 dev lo
ip -n green addr add 10.0.0.1/32 dev lo
ip netns exec red ping -c 1 10.0.0.1 | grep transmitted | cut -d, -f1-3
ip netns exec green ping -c 1 10.0.0.2
ping -c 1 10.0.0.1
ip netns exec red iptables -P INPUT DROP
ip netns exec red iptables -S
ip netns exec green iptables -S
iptables -S
