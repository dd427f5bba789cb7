# Read, write, quietly, only the value, only the name.
sysctl net.ipv4.ip_forward
sysctl -n net.ipv4.ip_forward
sysctl -w net.ipv4.ip_forward=1
sysctl -q -w net.ipv4.ip_forward=0
sysctl net.ipv4.ip_forward=1
sysctl -N net.ipv4.ip_forward
sysctl -n net/ipv4/ip_forward
sysctl -e net.ipv4.nosuch
sysctl net.ipv4.nosuch
sysctl -w net.ipv4.nosuch=1
sysctl -w net.ipv4.ip_forward=yes
sysctl -w net.ipv4.ip_forward = 1
sysctl -b net.ipv4.ip_forward
