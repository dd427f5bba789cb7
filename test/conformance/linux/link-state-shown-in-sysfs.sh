# /sys/class/net says what ip link says.
ip link add eth0 address 02:00:00:00:00:01 type veth peer name eth1
cat /sys/class/net/eth0/operstate
cat /sys/class/net/eth0/address
cat /sys/class/net/eth0/mtu
ip link set eth0 up
cat /sys/class/net/eth0/operstate
cat /sys/class/net/eth0/carrier
ip link set eth1 up
cat /sys/class/net/eth0/operstate
cat /sys/class/net/eth0/carrier
cat /sys/class/net/lo/operstate
ip link set eth0 mtu 1400
cat /sys/class/net/eth0/mtu
cat /sys/class/net/eth0/ifindex
cat /sys/class/net/eth0/tx_queue_len
cat /sys/class/net/eth0/flags
cat /sys/class/net/eth0/type
cat /sys/class/net/lo/type
ls /sys/class/net
ip link add br0 type bridge
ip link set eth0 master br0
cat /sys/class/net/eth0/brport/hairpin_mode
cat /sys/class/net/eth0/brport/state
ls /sys/class/net/br0/brif
cat /sys/class/net/br0/bridge/stp_state
cat /sys/class/net/nosuch/operstate
