# Runs inside `unshare -n -m`: one program ($1), in a shell like that of the other comparisons.
exec 3>&1 >"/run/programs/$1.out" 2>"/run/programs/$1.err" </dev/null
mount -t tmpfs tmpfs /run/netns
mount -t tmpfs tmpfs /run/sysfs
mount -t sysfs sysfs /sys
. /run/programs/real-sysctls.sh
cd /root
env -i HOME=/root USER=root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C LC_ALL=C TERM=dumb \
  bash --norc --noprofile -i +H +m "/run/programs/$1.sh" 3>&-
echo "$1" >&3
