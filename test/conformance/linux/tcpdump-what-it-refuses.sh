# What tcpdump says about itself, its devices, and filters and options that are none.
ip netns add red; ip link add veth0 type veth peer name veth1 netns red
ip link set veth0 address 02:00:00:00:00:01; ip -n red link set veth1 address 02:00:00:00:00:02
ip addr add 10.0.0.1/24 dev veth0; ip link set veth0 up; ip -n red addr add 10.0.0.2/24 dev veth1; ip -n red link set veth1 up; ip link set lo up
sleep 3
tcpdump -D
tcpdump -h
tcpdump --version
tcpdump -y
tcpdump -P
tcpdump -n -i nosuch
tcpdump -n -i veth0 hostt 1
tcpdump -n -i veth0 host nosuch.example
tcpdump -c x -i veth0
tcpdump -c 0 -i veth0
tcpdump -c -1 -i veth0
tcpdump -i veth0 port 99999
tcpdump -i veth0 port nosuch
tcpdump -i veth0 net 10.0.0.0/33
tcpdump -i veth0 net 10.0.0.1/24
tcpdump -i veth0 and
tcpdump -i veth0 proto foo
tcpdump -i veth0 'host 10.0.0.1 and ('
tcpdump -i veth0 'host 10.0.0.1)'
tcpdump -i veth0 vlan 5000
tcpdump -i veth0 -Q up
tcpdump -r /nosuch
tcpdump -r /etc/hosts
ip link set veth0 down; tcpdump -i veth0
