# ip li a, ip l s, ip a a, ip a d: what people really type.
ip li a v1 ty veth peer v2
ip li s v1 u
ip li s v1 up
ip li set v2 up
ip l sh v1
ip l s v1
ip l l v1
ip li show v2
ip a a 10.0.0.1/24 dev v1
ip ad ad 10.0.1.1/24 d v1
ip a s v1
ip a sh v1
ip a l v1
ip a d 10.0.1.1/24 dev v1
ip a c 10.0.0.2/24 dev v1
ip a r 10.0.0.2/24 dev v1
ip a f dev v2
ip -br a s
ip l d v1
ip l de v1
ip li
