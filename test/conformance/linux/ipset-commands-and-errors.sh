# Adding, deleting, testing, renaming, swapping, and every way to get them wrong.
ipset create a hash:ip initval 1
ipset create a2 hash:ip initval 2
ipset create x1 hash:ip hashsize 100 maxelem 5 initval 3
ipset add a
ipset add
ipset add nosuch 10.0.0.1
ipset add a foo
ipset add a 10.0.0.1 foo
ipset add a 10.0.0.1/33
ipset add a 10.0.0.0/30
ipset add a 10.0.1.0-10.0.1.3
ipset add a 10.0.1.0-10.0.0.3
ipset add a 0.0.0.0
ipset add a 10.0.0.1,80
ipset add a fe80::1
ipset add a 10.0.0.1 timeout 5
ipset add a 10.0.0.1 comment "x"
ipset add a 10.0.0.1 packets 5
ipset list a -s
ipset del a 10.0.0.77
ipset del a 10.0.0.77 -exist
ipset del a 10.0.0.0
ipset del nosuch 10.0.0.0
ipset test a
ipset test a 10.0.0.1
ipset test a 10.0.0.0/30
ipset test nosuch 10.0.0.1
ipset test a 10.0.0.200 -q
ipset flush nosuch
ipset destroy nosuch
ipset list nosuch
ipset rename a a2
ipset rename a z
ipset rename nosuch y
ipset rename z
ipset swap z a2
ipset swap z nosuch
ipset swap z x1
ipset swap z x3
ipset foo
ipset -foo
ipset --bar
ipset list -n z extra
ipset list z -n
ipset list -o foo
ipset list z -o save
ipset list z -o xml
ipset list z -o plain
ipset -o save list z
ipset save z
ipset save -f /tmp/x z
cat /tmp/x
ipset flush z
ipset destroy z
ipset destroy
ipset list
ipset flush
ipset -X
ipset -F
ipset -A
ipset -L nosuch
