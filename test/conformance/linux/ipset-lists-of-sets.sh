# list:set: order, before and after, and what may not be in it.
ipset create l list:set
ipset create a hash:ip initval 1
ipset create b hash:net initval 1
ipset create c hash:ip initval 1
ipset create l2 list:set
ipset add l a before b
ipset add l a
ipset add l b before a
ipset add l c after b
ipset add l a
ipset add l a -exist
ipset add l l2
ipset add l l
ipset add l c,before,a
ipset add l c before nosuch
ipset list l
ipset save l
ipset test l a
ipset test l l2
ipset test l nosuch
ipset test l a after c
ipset test l a after b
ipset test l b before c
ipset del l a before c
ipset del l a
ipset del l a
ipset del l nosuch
ipset list l
ipset flush l
