hostname
hostname node01
hostname
hostname -s
cat /proc/sys/kernel/hostname
uname -n
hostname -f
hostname -i
hostname -I
hostname ''
hostname -z
hostname host_01
hostname host01.example.org
hostname
hostname -s
hostname -d
hostname -V
