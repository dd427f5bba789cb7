# Options in front of the object, abbreviations, batches and the objects beside link, addr, route and neigh.
ip link set lo up
ip netns add red
ip a
ip addr s
ip r
ip ro
ip rou
ip route s
ip n
ip ne
ip nei
ip neig
ip l
ip li
ip lin
ip ru
ip rule
ip rule show
ip rule list
ip rule ls
ip -j rule
ip -6 rule
ip frob
ip frob show
ip link frob
ip addr frob
ip route frob
ip neigh frob
ip rule frob
ip netns frob
ip -4
ip -6
ip -s
ip -j
ip -frob link
ip -h link show lo
ip -help
ip -4 -6 -br addr show lo
ip -f inet -br addr
ip -f inet6 -br addr show lo
ip -f link -br addr show lo
ip -f inet
ip -f mpls route
ip -family frob link
ip -B link
ip -M route
ip -0 -br addr show lo
ip -o -br link show lo
ip -br -o addr show lo
ip -br -d link show lo
ip -br -s link show lo
ip -j -br link show lo
ip -j -o addr show lo
ip -jp link show lo
ip -p link show lo
ip -pretty -json route
ip -t link show lo
ip -ts link show lo
ip -rc 1000 -br link
ip -rc abc link
ip -l 5 -br link
ip -loops 5 -br link
ip -e link show lo
ip -n red -br addr
ip -n red -4 -br addr
ip -4 -n red -br addr
ip -n red -j link
ip -n
ip -netns
ip -n red
ip -all -br link
ip -a -br link
ip -d -s -o -4 addr show lo
ip -sdo link show lo
ip -c -j link show lo
ip -color=auto -br link
ip -color=frob -br link
ip -colour link show lo
ip -V
ip -Version
ip -v
ip -b
ip -b /nonexistent
printf 'link show lo\n' | ip -b -
printf 'link show lo | frob\n' | ip -b -
printf 'link show "lo"\n' | ip -b -
printf "link show 'lo'\n" | ip -b -
printf 'link show lo # comment\n\n   # only\n' | ip -br -b -
printf 'link show \\\nlo\n' | ip -br -b -
printf 'netns exec red ip -br link\n' | ip -b -
printf 'help\n' | ip -b -
printf 'link\nfrob\nlink\n' | ip -br -force -b -
printf 'link show nosuch\nlink\n' | ip -br -b -
printf 'addr add 10.0.0.1/24 dev lo\naddr add 10.0.0.1/24 dev lo\naddr add 10.0.0.2/24 dev lo\n' | ip -b -
printf 'addr add 10.0.1.1/24 dev lo\naddr add 10.0.1.1/24 dev lo\naddr add 10.0.1.2/24 dev lo\n' | ip -force -b -
ip -br -4 addr
ip -stats link show lo | wc -l
ip -statistics link show lo | wc -l
ip -details link show lo | wc -l
ip -oneline -brief link
ip -ip link
ip --brief link
ip --json link show lo
ip ip link
ip link link
ip link show dev lo dev lo
ip link show lo > /dev/null && echo ok
ip link show nosuch 2> /dev/null || echo "status $?"
ip link show nosuch > /dev/null
