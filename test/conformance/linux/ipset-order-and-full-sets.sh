# The order of a hash, and sets that are full.
ipset create r hash:ip initval 1
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do ipset add r 10.0.0.$i; done

ipset list r
ipset save r -s
ipset create m1 hash:ip maxelem 2 initval 3
ipset add m1 10.0.0.1
ipset add m1 10.0.0.2
ipset add m1 10.0.0.3
ipset create m2 hash:ip maxelem 2 forceadd initval 3
ipset add m2 10.0.0.1
ipset add m2 10.0.0.2
ipset add m2 10.0.0.3
ipset list m2
ipset create u hash:ip initval 1
ipset add u 10.0.0.0/8
ipset add u 10.0.0.0/16
ipset list u -t
