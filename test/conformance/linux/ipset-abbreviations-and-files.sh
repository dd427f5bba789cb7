# Short and old names of commands, options and files.
ipset create c hash:ip counters timeout 5 initval 2
ipset create iptree hash:ip initval 1
ipset n x1 iphash --hashsize 64 --maxelem 5
ipset c x2 hash:ip initval 1
ipset a x2 10.0.0.1
ipset d x2 10.0.0.1
ipset t x2 10.0.0.1
ipset l x2
ipset s x2
ipset f x2
ipset e x2 x3
ipset sw x3 c
ipset w x3 c
ipset x x3
ipset --create x5 hash:ip initval 1
ipset --list x5 -n
ipset --destroy x5
ipset cre x5 hash:ip initval 1
ipset des x5
ipset li -n
ipset r
ipset re
ipset -l
ipset -Nope
ipset -exist
ipset -o
ipset -o plain
ipset -q
ipset -n list
ipset -name list
ipset --name list
ipset list --terse c
ipset save c -f /tmp/nodir/x
ipset save c -file /tmp/sv
cat /tmp/sv
ipset destroy
ipset restore -file /tmp/sv
ipset list c
