# Runs inside `unshare -n -m -u`: gives the driver script ($1) a machine like the lab's host01, with only `lo`, down,
# and the lab's files ($2) in /etc.
set -e
mount --make-rprivate /
mount -t tmpfs tmpfs /run
mkdir /run/netns
cp "$1" /run/driver.sh
cp "${BASH_SOURCE[0]%/*}/real-sysctls.sh" /run/sysctls.sh
# A copy of /etc on top of the machine's own: a script may make files there (/etc/netns/NAME), and they must vanish with it.
cp -a /etc /run/etc-of-its-own
mount --bind /run/etc-of-its-own /etc
cp -r "$2" /run/etc
for file in /run/etc/*; do
  if [ -e "/etc/${file##*/}" ]; then mount --bind "$file" "/etc/${file##*/}"; fi
done
mount -t tmpfs tmpfs /tmp
mount -t tmpfs tmpfs /root
mount -t sysfs sysfs /sys
hostname host01
. /run/sysctls.sh
cd /root
# Interactive, because its messages are those of a prompt (`bash: nosuch: command not found`), without job control or history.
exec env -i HOME=/root USER=root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C LC_ALL=C TERM=dumb \
  bash --norc --noprofile -i +H +m /run/driver.sh </dev/null
