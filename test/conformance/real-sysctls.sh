# A new namespace starts with the host's IPv4 values: this puts back the kernel's own. Sourced.
for scope in all default lo; do
  conf=/proc/sys/net/ipv4/conf/$scope
  for pair in forwarding=0 accept_local=0 accept_redirects=1 accept_source_route=1 arp_announce=0 arp_filter=0 arp_ignore=0 \
    arp_notify=0 log_martians=0 promote_secondaries=0 proxy_arp=0 route_localnet=0 rp_filter=0 secure_redirects=1 \
    send_redirects=1 shared_media=1; do
    echo "${pair#*=}" >"$conf/${pair%%=*}"
  done
done
echo 0 >/proc/sys/net/ipv4/ip_forward
