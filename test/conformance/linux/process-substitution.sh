ip link add br0 type bridge
cat <(ip -br link show br0 | awk '{print $1, $2}')
diff <(ip -o link show lo | cut -d: -f2) <(ip -o link show br0 | cut -d: -f2)
ip -batch <(echo "link set br0 up")
ip -batch <(ip -o link show br0 | sed 's/.*: \(br0\):.*/link set \1 down/')
ip -br link show br0 | awk '{print $1, $3}'
iptables-restore <(iptables-save)
comm -12 <(ip netns) <(printf 'a\nb\n')
while read -r name state rest; do echo "$name is $state"; done < <(ip -br link show br0)
wc -l <(ip -o link) | awk '{print $1}'
