# Whose frames pass iptables: the namespace's sysctl or the bridge's own setting; every namespace has its own, and tags keep frames out.
ip netns add a
ip netns add b
ip netns add sw
for n in a b; do ip link add v$n type veth peer name eth0 netns $n; ip link set v$n netns sw; done
ip -n sw link add br0 type bridge
ip -n sw link set br0 up
for n in a b; do ip -n sw link set v$n master br0; ip -n sw link set v$n up; ip -n $n link set eth0 up; done
ip -n a addr add 10.0.0.1/24 dev eth0
ip -n b addr add 10.0.0.2/24 dev eth0
iptables -P FORWARD DROP
ip netns exec a ping -c 1 -W 1 10.0.0.2 | grep received
ip netns exec sw iptables -P FORWARD DROP
ip netns exec a ping -c 1 -W 1 10.0.0.2 | grep received
sysctl -w net.bridge.bridge-nf-call-iptables=0
ip netns exec sw sysctl net.bridge.bridge-nf-call-iptables
ip netns exec a ping -c 1 -W 1 10.0.0.2 | grep received
ip netns exec sw sysctl -w net.bridge.bridge-nf-call-iptables=0
ip netns exec a ping -c 1 -W 1 10.0.0.2 | grep received
ip -n sw link set br0 type bridge nf_call_iptables 1
ip netns exec a ping -c 1 -W 1 10.0.0.2 | grep received
ip -n sw link set br0 type bridge nf_call_iptables 0
ip netns exec a ping -c 1 -W 1 10.0.0.2 | grep received
ip netns exec sw sysctl -w net.bridge.bridge-nf-call-iptables=2
ip netns exec sw sysctl net.bridge.bridge-nf-call-iptables
ip netns exec sw sysctl -a 2>/dev/null | grep net.bridge
ip netns exec a ping -c 1 -W 1 10.0.0.2 | grep received
