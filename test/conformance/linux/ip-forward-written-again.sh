# Forwarding written again as it is leaves the switches of devices alone.
ip link
ip link add va type veth peer name vb
sysctl -w net.ipv4.ip_forward=1
sysctl -w net.ipv4.conf.va.forwarding=0
sysctl -w net.ipv4.ip_forward=1
sysctl net.ipv4.conf.va.forwarding net.ipv4.conf.vb.forwarding net.ipv4.ip_forward net.ipv4.conf.all.accept_redirects
sysctl -w net.ipv4.conf.all.accept_redirects=1
sysctl -w net.ipv4.conf.all.forwarding=1
sysctl net.ipv4.conf.va.forwarding net.ipv4.conf.all.accept_redirects
sysctl -w net.ipv4.conf.all.forwarding=0
sysctl net.ipv4.conf.va.forwarding net.ipv4.ip_forward net.ipv4.conf.all.accept_redirects
sysctl -w net.ipv6.conf.all.forwarding=1
sysctl -w net.ipv6.conf.va.forwarding=0
sysctl -w net.ipv6.conf.all.forwarding=1
sysctl net.ipv6.conf.va.forwarding
sysctl -w net.ipv4.conf.default.forwarding=1
ip link add vc type veth peer name vd
sysctl net.ipv4.conf.vc.forwarding net.ipv6.conf.vc.forwarding
