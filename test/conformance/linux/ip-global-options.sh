ip
ip help
ip -V
ip -Version
ip -z link
ip --help
ip -
ip -br
ip -4 -o link show lo
ip -oneline link show lo
ip -brief link show lo
ip -json link show lo
ip -details link show lo | sed 's/ gso_max_size.*//'
ip -c link show lo
ip -color=always link show lo
ip -c=always addr show lo
ip -color=never link show lo
ip -color=frob link
ip -f inet addr show lo
ip -family inet addr show lo
ip -f frob addr show lo
ip -f
ip -N route show table local
ip -r link show lo
ip -stat link show lo
ip -h -s link show lo
ip -iec -s link show lo
ip -netns nosuch link
ip -0 link show lo
ip -6 route
ip -6 addr
ip route help
ip addr help
ip link help
ip neigh help
ip netns help
