# A device with further names is found by each of them, and keeps them when it moves.
ip link add red type veth peer name blue
ip link property add dev red altname x1 altname y1
ip link property add dev red altname x1
ip link property add dev red altname blue
ip link property add dev blue altname red
ip link property add dev blue
ip link property add dev blue altname 'a/b'
ip link property add dev blue altname 'a b'
ip link show red
ip -d link show red | tail -2
ip -j link show red | jq -c '.[0].altnames'
ip -o link show red | cut -d: -f3-
ip -br link show red | awk '{print $1,$2}'
ip addr show red
ip -br addr show red | awk '{print $1,$2}'
ip link property del dev red altname nosuch
ip link property del dev blue altname x1
ip link property del dev red altname red
ip link property del dev red altname x1
ip link show x1
ip link show y1
ip link set y1 up
ip addr add 10.1.1.1/24 dev y1
ip addr show dev y1
ip route show dev y1
ip route add 10.2.0.0/16 dev y1
ip route show
ip neigh add 10.1.1.9 lladdr 02:00:00:00:00:09 dev y1
ip neigh show dev y1
ip link set red name y1
ip link set red name green
ip link show y1
ip link set y1 name green
ip link add y1 type veth
ip link add foo type veth peer name y1
ip netns add ns1
ip netns add ns2
ip -n ns2 link add taken type veth peer name y1
ip link set green netns ns2
ip link set green netns ns1
ip -n ns1 link show
ip link show y1
ip link property add dev blue altname averyveryveryverylongalternativenamethatislongerthanthat
ip link show averyveryveryverylongalternativenamethatislongerthanthat
ip link set averyveryveryverylongalternativenamethatislongerthanthat mtu 1400
ip link property add dev blue altname $(printf 'n%.0s' $(seq 127))
ip link property add dev blue altname $(printf 'n%.0s' $(seq 128))
ip link del averyveryveryverylongalternativenamethatislongerthanthat
ip link show blue
