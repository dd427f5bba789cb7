# Forms a learner types around the network commands.
ip link set lo up
cat <<EOT > /tmp/hosts.txt
red 192.168.15.1
blue 192.168.15.2
EOT

cat /tmp/hosts.txt
while read name address; do echo "$name has $address"; done < /tmp/hosts.txt
for ns in red blue; do ip netns add $ns; done
ip netns list | sort
for ns in $(ip netns list | awk '{print $1}' | sort); do echo "== $ns"; ip -n $ns -br link; done
for i in 1 2 3; do ip addr add 10.0.$i.1/24 dev lo; done
ip -4 -o addr show lo | awk '{print $4}'
ip -4 -br addr show lo | tr -s ' ' | cut -d' ' -f3-
ip route show table local | grep -c '^local'
ip -4 addr show lo | grep -oE '([0-9]{1,3}\.){3}[0-9]{1,3}/[0-9]+'
ip -4 addr show lo | sed -n 's/.*inet \([0-9.]*\).*/\1/p'
ADDR=$(ip -4 -o addr show lo | head -1 | awk '{split($4, a, "/"); print a[1]}'); echo $ADDR
ping -c 1 $ADDR > /dev/null && echo reachable || echo unreachable
ping -c 1 -W 1 192.0.2.1 > /dev/null 2>&1 && echo reachable || echo unreachable
if ip link show lo | grep -q UP; then echo "lo is up"; fi
ip -j -4 addr show lo | jq -r '.[0].addr_info[].local'
ip -j link | jq -r '.[] | "\(.ifname) \(.operstate)"'
ip route | wc -l
ip netns list | wc -l
seq 1 3 | xargs -I{} echo 10.0.{}.1
printf '%s\n' red blue | xargs -n1 ip netns del
ip netns list
