# -sorted, and how the size in memory follows what is added and deleted.
ipset create n hash:net,iface initval 3
ipset add n 10.0.0.0/8,eth0
ipset add n 10.0.0.0/8,eth10
ipset add n 10.0.0.0/16,eth2
ipset add n 9.0.0.0/16,a
ipset add n 192.168.0.0/16,zzz nomatch
ipset add n 192.168.0.0/24,zzz
ipset add n 192.168.0.0/8,zzz
ipset add n 192.168.100.0/24,zzz
ipset add n 10.0.0.1,eth0
ipset list n -s
ipset save n -s
ipset create s hash:net family inet6 initval 1
ipset add s 2001:db8::/32
ipset add s 2001:db8:1::/48
ipset add s fe80::/10
ipset add s ::1
ipset list s -s
ipset list s
ipset create c hash:ip counters timeout 0 initval 1
ipset add c 10.0.0.2 packets 5
ipset add c 10.0.0.10 packets 1
ipset list c -s
ipset del n 10.0.0.0/8,eth0
ipset del n 10.0.0.0/8,eth10
ipset list n -t
ipset create d hash:ip hashsize 64 initval 1
ipset add d 10.0.0.0/24
ipset list d -t
ipset del d 10.0.0.0/25
ipset list d -t
ipset del d 10.0.0.128/25
ipset list d -t
ipset create e hash:ip hashsize 64 initval 1
ipset add e 10.0.0.0/23
for i in 3 7 200 5 9 77 31 45 100 101 102 103 1 2 4 6 8 10 11 12 13 14 15; do ipset del e 10.0.0.$i; done

ipset list e
ipset del e 10.0.1.0/25
ipset list e -t
ipset add e 10.0.0.0/24
ipset add e 10.0.0.0/24 -exist
ipset list e
ipset create ddd hash:ip hashsize 64 initval 1
ipset add dd 10.0.0.0/24
for i in $(seq 0 255); do ipset del dd 10.0.0.$i; ipset list dd -t | grep Size; done


ipset create n10 hash:net,iface initval 3
for x in 10.0.0.0/8,eth0 10.0.0.0/8,eth10 10.0.0.0/16,eth2 9.0.0.0/16,a 192.168.0.0/24,zzz 192.168.100.0/24,zzz; do ipset add n10 $x; done; ipset add n10 192.168.0.0/16,zzz nomatch; ipset list n10; ipset list n10 -s

ipset create m10 hash:net initval 3
for x in 10.0.0.0/8 10.0.0.0/9 10.0.0.0/10 10.0.0.0/11 10.0.0.0/12 10.0.0.0/13 10.0.0.0/16 10.0.0.0/24 10.0.0.0 9.0.0.0/8 9.0.0.0/10; do ipset add m10 $x; done; ipset list m10; ipset list m10 -s

ipset create p10 hash:ip,port initval 3
for x in 10.0.0.1,80 10.0.0.1,8 10.0.0.1,udp:80 10.0.0.1,udp:8 10.0.0.1,sctp:80 10.0.0.1,icmp:1/2 10.0.0.1,icmp:ping 10.0.0.1,443 10.0.0.1,47:0; do ipset add p10 $x; done; ipset list p10; ipset list p10 -s
