# Seed mistakes: `ip` has no object ping, and brackets typed literally.
ip netns add red
ip -n red ping 192.168.15.2
ip netns exec [red] [ip link]
ip netns exec red [ip link]
ip link show [eth0]
ip -n [red] link
ip -n
ip -n red
ip pnig
ip netns exec red ip ping
ip link shwo
ip lnik
ip lin
ip ad
ip ro
ip n
ip ne
