# What `ip tuntap` says to words that it does not know, or too few.
ip tuntap help
ip tuntap add
ip tuntap add dev x
ip tuntap del t1
ip tuntap add x mode foo
ip tuntap add x mode tun foo
ip tuntap add a b mode tun
ip tuntap add mode tun mode tap
ip tuntap add dev waytoolongdevicename mode tun
ip tuntap add waytoolongdevicename mode tun
ip tuntap add dev a mode
ip tuntap add u3 mode tun user nosuch
ip tuntap add u4 mode tap group nosuch
ip tuntap del u mode tun user root
ip tuntap foo
ip link add t9 type tun
ip link add t9 type tun mode tap
