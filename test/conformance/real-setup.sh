# Runs inside `unshare -n -m -u`: gives the driver script ($1) a machine like the lab's host01, with only `lo`, down,
# and the lab's files ($2) in /etc.
set -e
mount --make-rprivate /
mount -t tmpfs tmpfs /run
mkdir /run/netns
cp "$1" /run/driver.sh
cp -r "$2" /run/etc
for file in /run/etc/*; do
  if [ -e "/etc/${file##*/}" ]; then mount --bind "$file" "/etc/${file##*/}"; fi
done
mount -t tmpfs tmpfs /tmp
mount -t tmpfs tmpfs /root
mount -t sysfs sysfs /sys
hostname host01
# A new namespace starts with the host's IPv4 values: put back the kernel's own.
for scope in all default lo; do
  conf=/proc/sys/net/ipv4/conf/$scope
  for pair in forwarding=0 accept_local=0 accept_redirects=1 accept_source_route=1 arp_announce=0 arp_filter=0 arp_ignore=0 \
    arp_notify=0 log_martians=0 promote_secondaries=0 proxy_arp=0 route_localnet=0 rp_filter=0 secure_redirects=1 \
    send_redirects=1 shared_media=1; do
    echo "${pair#*=}" >"$conf/${pair%%=*}"
  done
done
echo 0 >/proc/sys/net/ipv4/ip_forward
cd /root
# Interactive, because its messages are those of a prompt (`bash: nosuch: command not found`), without job control or history.
exec env -i HOME=/root USER=root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C LC_ALL=C TERM=dumb \
  bash --norc --noprofile -i +H +m /run/driver.sh </dev/null
