# Devices that a program would open: made, listed, refused a second time, removed.
ip tuntap add dev t0 mode tun user root
ip tuntap add t1 mode tap
ip tuntap add mode tap
ip tuntap add mode tun name foo
ip tuntap show
ip -j tuntap show
ip -d tuntap show
ip tuntap add dev t0 mode tun
ip tuntap add lo mode tun
ip tuntap del dev t0 mode tap
ip tuntap del dev t0 mode tun
ip tuntap del dev t0 mode tun
ip link del t1
ip tuntap
ip tuntap add x%d mode tap
ip tuntap add x%d mode tap
ip -br link
