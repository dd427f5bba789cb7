# Options belong in front of the object; behind it they are taken for something else.
ip link -br
ip link -s
ip link show -s
ip link show -o lo
ip addr -4
ip addr show -4
ip route -4
ip route show -6
ip --br link
ip --brief link
ip -- link
ip -x
ip -xyz link
ip -
ip -n
ip -n nosuch link
ip -netns
ip -l
ip -l x link
ip -l 5 link
ip -loops 3 link
ip -rc
ip -rc x link
ip -rc 1000 link
ip -c=frob link
ip -c=never link
ip -c=auto link
ip -B
ip -b
ip -b /nosuch
ip -V
ip -V link
ip -h
ip -a link
ip -all link
ip -force link
