# route(8) of net-tools in every form.
ip link add eth0 type veth peer name wire0
ip link set wire0 up
route
route -n
ip link set lo up
route -n
ifconfig eth0 192.168.1.11 netmask 255.255.255.0 up
route
route -n
route --numeric
route -e
route -ee
route -eee
route -v
route -F
route -C
route -CF
route -nee
route -4
route -A inet
route -A inet -n
route --inet -n
route --ip -n
route -A frob
route --frob
route add default gw 192.168.1.1
route add default gateway 192.168.1.1
route add default gw 192.168.1.2 metric 10
route add default gw 192.168.1.2 eth0
route add default dev eth0
route add default eth0
route add 0.0.0.0 gw 192.168.1.3
route add -net 0.0.0.0 gw 192.168.1.3 metric 7
route add -net 0.0.0.0/0 gw 192.168.1.4 metric 8
route add -net default gw 192.168.1.5 metric 9
route add -net 10.1.0.0 netmask 255.255.0.0 gw 192.168.1.1
route add -net 10.2.0.0/16 gw 192.168.1.1 dev eth0
route add -net 10.3.0.0/16 dev eth0
route add -net 10.4.0.0/16 eth0
route add -net 10.5.0.0 gw 192.168.1.1
route add -net 10.6.0.1/16 gw 192.168.1.1
route add -net 10.7.0.0/33 gw 192.168.1.1
route add -net 10.7.0.0/abc gw 192.168.1.1
route add -net 10.8.0.0 netmask 255.0.255.0 gw 192.168.1.1
route add -net 10.9.0.0 netmask gw 192.168.1.1
route add -net 10.9.0.0/16 netmask 255.255.0.0 gw 192.168.1.1
route add -net 10.10.0.0/16 gw 10.99.0.1
route add -net 10.11.0.0/16 gw
route add -net 10.11.0.0/16
route add -net 10.11.0.0/16 dev
route add -net 10.11.0.0/16 dev nosuch
route add -net 10.11.0.0/16 nosuch
route add -net 10.11.0.0/16 gw 192.168.1.0
route add -net 10.11.0.0/16 gw 0.0.0.0
route add -net 10.11.0.0/16 gw 192.168.1.11
route add -net 10.12.0.0/16 gw 192.168.1.1 mss 500 window 1000 irtt 200
route add -net 10.13.0.0/16 gw 192.168.1.1 mss 5
route add -net 10.13.0.0/16 gw 192.168.1.1 window 5
route add -net 10.13.0.0/16 gw 192.168.1.1 metric
route add -net 10.13.0.0/16 gw 192.168.1.1 metric abc
route add -net 10.13.0.0/16 gw 192.168.1.1 frob
route add -net 10.13.0.0/16 gw 192.168.1.1 frob nosuch
route add -net 10.14.0.0/16 gw 192.168.1.1 mod dyn reinstate
route add -net 10.15.0.0/16 reject
route add -host 10.16.0.1 gw 192.168.1.1
route add -host 10.16.0.2 dev eth0
route add -host 10.16.0.3/24 gw 192.168.1.1
route add -host 10.16.0.4 netmask 255.255.255.0 gw 192.168.1.1
route add -host 10.16.0.5 netmask 255.255.255.255 gw 192.168.1.1
route add -host 10.16.0.6 reject
route add 10.17.0.1 gw 192.168.1.1
route add 10.17.0.0/16 gw 192.168.1.1
route add 192.168.1.50 dev eth0
route add nosuchhost gw 192.168.1.1
route add -net nosuchnet gw 192.168.1.1
route add -net loopback dev lo
route add 300.1.1.1 gw 192.168.1.1
route add -net 10.18.0.0/16 gw nosuchhost
route add -net 10.18.0.0/16 gw default
route add
route add -net
route add -host
route add default
route add default gw
route
route -n
route -ee -n
route -e -n
ip route
route del default
route del default gw 192.168.1.2
route del default metric 8
route del -net 0.0.0.0 metric 9
route -n
route del -net 10.1.0.0 netmask 255.255.0.0
route del -net 10.2.0.0/16 gw 192.168.1.9
route del -net 10.2.0.0/16 gw 192.168.1.1
route del -net 10.3.0.0/16 dev wire0
route del -net 10.3.0.0/16 dev eth0
route del -net 10.4.0.0
route delete -net 10.4.0.0/16
route del -net 10.15.0.0/16
route del -net 10.15.0.0/16 reject
route del -host 10.16.0.1
route del -host 10.16.0.2 gw 192.168.1.1
route del 10.16.0.2
route del 10.16.0.6 reject
route del 10.99.0.1
route del
route del -net
route del nosuchhost
route flush
route get 10.0.0.1
route show
route print
route change default gw 192.168.1.1
route frob
route -z
route -V
route --version
route -h | head -5
route --help | head -5
route -A inet --help | head -3
route -n | awk '/^0.0.0.0/ {print $2}'
route | grep default
ifconfig eth0 down
route -n
route add -net 10.20.0.0/16 dev eth0
route add -net 10.20.0.0/16 gw 192.168.1.1
