# Objects that are empty on a host that does not use them.
ip vrf
ip vrf show
ip -j vrf
ip -br vrf
ip vrf li
ip tunnel
ip tunnel show
ip -j tunnel
ip tunl
ip tunnel list
ip tuntap
ip -j tuntap show
ip tap
ip tcp_metrics
ip mroute
ip mrule
ip -6 mroute
ip -6 tunnel
