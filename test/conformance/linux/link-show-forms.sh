# `ip link` in every output form, with every selector.
sysctl -qw net.ipv6.conf.default.disable_ipv6=1 net.ipv6.conf.all.disable_ipv6=1
ip link set lo up
ip link add eth0 address 02:00:00:00:00:01 type veth peer name wire0 address 02:00:00:00:00:02
ip link add br0 address 02:00:00:00:00:10 type bridge
ip link set wire0 master br0 up
ip link set br0 up
ip link set eth0 up alias 'up link'
ip netns add red
ip link add far address 02:00:00:00:00:03 type veth peer name near address 02:00:00:00:00:04 netns red
ip link
ip l
ip link show
ip link list
ip link lst
ip link ls eth0
ip link sh eth0
ip link s eth0
ip link show dev eth0
ip l show eth0
ip -o link
ip -o link show eth0
ip -o link | awk -F': ' '{print $2}'
ip -br link
ip -br l show eth0
ip -br link show type veth
ip -br -j link
ip -s link show eth0 | wc -l
ip -s -h link show lo
ip -s -s link show lo
ip -s -br link show lo
ip -s -j link show lo
ip -d -o link show eth0 | grep -c veth
ip -d link show eth0
ip -d link show wire0 | sed 's/ forward_delay_timer *[0-9.]*//'
ip -d link show lo
ip -j link show eth0
ip -j -p link show eth0
ip -p -j link show far
ip -j -d link show far
ip -c link show eth0
ip -c -br link
ip -N link show eth0
ip -4 link show lo
ip -6 link show lo
ip link show up
ip -br link show up
ip link show type bridge
ip link show type veth up
ip link show master br0
ip -br link show master br0
ip link show nomaster
ip link show group default | grep -c mtu
ip link show dev eth0 up
ip link show up eth0
ip link show eth0 up
ip link show eth0 dev lo
ip link show eth0 lo
ip link show nosuch
ip link show dev nosuch
ip link show dev
ip link show type
ip link show group
ip link show group nosuch
ip link show master
ip link show vrf red
ip link show eth0@wire0
ip link show 1
ip link show ETH0
ip link show | grep -c '^[0-9]'
ip link show eth0 | grep -o 'link/ether [0-9a-f:]*' | cut -d' ' -f2
ip link show eth0 | awk '/ether/ {print $2}'
ip link show eth0 | grep -q UP && echo up
ip -n red link show near
ip -n red -d link show near
ip -n red -br link
ip -s link show up | grep -c bytes
