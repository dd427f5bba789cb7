# A namespace that lives as long as its program, and scratch files.
unshare -n ip link
unshare --net ip -br link
unshare
unshare -n nosuch
unshare -z
unshare --foo
unshare -n -- ip -br link
unshare -nr id -u
unshare -n bash -c "ip link set lo up; ping -c1 127.0.0.1 | head -1"
unshare -u bash -c "hostname foo; hostname"; hostname
unshare -n sh -c "ip link add red type veth peer name blue; ip -br link | wc -l"
ip link
unshare -V
unshare -m ip -br link
mktemp -u | cut -c1-9
mktemp -d /tmp/aXXX | cut -c1-6
mktemp aXX
mktemp -z
mktemp a b
mktemp -p /nosuch
mktemp /nosuch/XXXX
mktemp -d /nosuch/XXXX
mktemp -q /nosuch/XXXX; echo $?
mktemp -t fooXXXX | cut -c1-8
mktemp --suffix=.txt | tail -c5
mktemp fooXXXX.txt | cut -c1-3
f=$(mktemp); ls -l $f | cut -c1-10; d=$(mktemp -d); ls -ld $d | cut -c1-10
head -c 3000 /dev/zero | wc -c
echo gone > /dev/zero
