# Seed row 6 as far as /etc/hosts goes.
ip link set lo up
ip addr add 192.168.1.11/32 dev lo
cat /etc/hosts
ping -c 1 db
echo '192.168.1.11 db db.example' >> /etc/hosts
cat /etc/hosts
ping -c 1 db
ping -c 1 db.example
ping -c 1 DB
ping -n -c 1 db
ping -c 1 192.168.1.11
grep db /etc/hosts
cat /etc/nsswitch.conf
