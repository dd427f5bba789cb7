# Runs inside `unshare -n -m -u -p`: one machine for many programs, each of which gets network and mount namespaces of its own. The folder ($1)
# holds the programs (N.sh), the lab's files (etc/) and the scripts; $2 programs run at once. Prints a program's number when it has ended.
set -e
mount --make-rprivate /
mount -t tmpfs tmpfs /run
mkdir /run/netns /run/sysfs /run/programs
mount --bind "$1" /run/programs
for file in /run/programs/etc/*; do
  if [ -e "/etc/${file##*/}" ]; then mount --bind "$file" "/etc/${file##*/}"; fi
done
mount -t tmpfs tmpfs /tmp
mount -t tmpfs tmpfs /root
hostname host01
cd /run/programs
exec xargs -P "$2" -n 1 unshare -n -m bash /run/programs/real-program.sh <order
