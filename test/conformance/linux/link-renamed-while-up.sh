# Names: up to 15 characters, no slash, no blank, each once.
ip link add eth0 type veth peer name far0
ip link set eth0 name lan0
ip -br link | awk '{print $1}' | cut -d@ -f1 | sort
ip link set lan0 name far0
ip link set lan0 name abcdefghijklmnop
ip link set lan0 name abcdefghijklmno
ip link set abcdefghijklmno name 'a b'
ip link set abcdefghijklmno name a/b
ip link set abcdefghijklmno name ..
ip link set abcdefghijklmno name ''
ip link set abcdefghijklmno name eth9
ip link set lo name loop
ip link show eth0
ip -br link show eth9 | awk '{print $1}'
