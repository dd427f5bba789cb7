# ip -j prints JSON; jq picks out of it.
ip link add eth0 type veth peer name far0
ip link set far0 up
ip link set eth0 up
ip addr add 192.168.1.10/24 dev eth0
ip addr add 192.168.2.10/24 dev eth0
ip route add default via 192.168.1.1 metric 5
ip -j addr show eth0 | jq -r '.[].addr_info[] | select(.family=="inet") | .local'
ip -j link | jq -r '.[].ifname' | sort
ip -j route | jq -c '.[] | [.dst, .gateway]'
ip -j route show default | jq -r '.[0].gateway'
ip -j link show eth0 | jq '.[0].mtu'
ip -j link | jq 'length'
ip -j -4 addr | jq -r '.[] | select(.addr_info | length > 0) | "\(.ifname) \(.addr_info[0].local)/\(.addr_info[0].prefixlen)"'
ip -j link | jq -r '.[] | select(.operstate=="UP") | .ifname' | sort
ip -j route get 192.168.1.7 | jq -c '.[0] | {dst, dev, prefsrc}'
ip -j neigh
