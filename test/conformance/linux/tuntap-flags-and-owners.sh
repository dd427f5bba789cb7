# Headers, queues and owners of tun and tap devices, as `ip tuntap` and `ip -d link` tell them.
ip tuntap add y mode tap pi vnet_hdr multi_queue one_queue
ip tuntap add u2 mode tun user 12345 group 678
ip tuntap show
ip -j -p tuntap
ip -d link show y
ip -d -j link show y
ip -d link show u2
ip -d -j link show u2
ip tuntap del y mode tap
ip tuntap del y mode tap multi_queue
ip tuntap s
