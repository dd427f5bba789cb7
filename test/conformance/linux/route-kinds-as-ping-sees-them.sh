# Four kinds of routes that lead nowhere, and what the sender is told.
ip link set lo up
ip route add blackhole 10.1.0.0/16
ip route add unreachable 10.2.0.0/16
ip route add prohibit 10.3.0.0/16
ip route add throw 10.4.0.0/16
ip route
ping -c 1 -W 1 10.1.0.1
ping -c 1 -W 1 10.2.0.1
ping -c 1 -W 1 10.3.0.1
ping -c 1 -W 1 10.4.0.1
ip route get 10.1.0.1
ip route get 10.2.0.1
ip route get 10.3.0.1
ip route get 10.4.0.1
