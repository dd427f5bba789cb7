ip addr add 192.168.1.10/24 dev eth0
ip addr add 192.168.1.10/33 dev lo
ip addr add 192.168.1.256/24 dev lo
ip addr add 300.1.1.1 dev lo
ip addr add 192.168.1/24 dev lo
ip addr add 192.168.1.10/24
ip addr add dev lo
ip addr add 192.168.1.10/24 dev
ip addr add 192.168.1.10/24 lo
ip addr add abc dev lo
ip addr del 10.0.0.1/24 dev lo
ip addr add 10.0.0.1/24 dev lo
ip addr add 10.0.0.1/24 dev lo
ip addr add 10.0.0.1/16 dev lo
ip addr del 10.0.0.1/8 dev lo
ip addr show dev nosuch
ip addr show nosuch
ip addr frobnicate
ip addr add 10.0.0.2/24 dev lo frobnicate
ip addr add 10.0.0.2/24 dev lo scope nowhere
ip addr add 10.0.0.2/24 dev lo scope planet
ip addr add 10.0.0.2/24 dev lo label other
ip addr add 10.0.0.2/24 broadcast 1.2.3 dev lo
ip address
ip a s lo
