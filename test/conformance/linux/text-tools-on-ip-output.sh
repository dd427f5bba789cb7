# grep, awk, cut, sed, sort, tr, head and tail over what ip prints.
ip link add eth0 type veth peer name far0
ip link set far0 up
ip link set eth0 up
ip addr add 192.168.1.10/24 dev eth0
ip route add default via 192.168.1.1
ip addr show eth0 | grep 'inet ' | awk '{print $2}' | cut -d/ -f1
ip -4 -o addr show eth0 | awk '{print $4}'
ip route | awk '/^default/ {print $3}'
ip route | sed -n 's/^default via \([^ ]*\).*/gateway \1/p'
ip route | wc -l
ip -o link | cut -d: -f2 | tr -d ' ' | sort
ip -o link | awk -F': ' '{print $2}' | cut -d@ -f1 | sort -r | head -2
ip link | grep -A1 ^1 | tail -1
ip -br link | tr -s ' ' | cut -d' ' -f1,2 | sort
ip route | grep -v default | grep -oE '[0-9.]+/[0-9]+'
ip addr | grep -c inet
ip route | tr ' ' '\n' | grep -x -n dev
