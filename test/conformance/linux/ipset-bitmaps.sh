# Bitmaps of ports and addresses.
ipset create bp bitmap:port range 10-20
ipset add bp 12
ipset add bp 12
ipset add bp 5
ipset add bp 15-18
ipset add bp tcp:19
ipset add bp udp:20
ipset add bp ssh
ipset add bp foo
ipset del bp 16-17
ipset del bp 16
ipset test bp 15
ipset test bp 16
ipset test bp 99
ipset list bp
ipset create bp2 bitmap:port from 1 to 5
ipset list bp2
ipset create bi bitmap:ip from 10.0.0.1 to 10.0.0.9
ipset list bi
ipset add bi 10.0.0.3-10.0.0.5
ipset add bi 10.0.0.7/31
ipset add bi 10.0.0.7
ipset test bi 10.0.0.7
ipset test bi 10.0.0.2
ipset test bi 10.0.0.20
ipset test bi 10.0.0.4/31
ipset list bi -s
ipset create bn bitmap:ip network 10.0.0.0/28
ipset list bn -t
ipset create bm bitmap:ip,mac range 10.0.0.0/28
ipset add bm 10.0.0.1
ipset add bm 10.0.0.1,01:02:03:04:05:06
ipset add bm 10.0.0.1,01:02:03:04:05:07
ipset add bm 10.0.0.2,01:02:03:04:05:06
ipset add bm 10.0.0.3,foo
ipset test bm 10.0.0.2
ipset test bm 10.0.0.2,01:02:03:04:05:06
ipset test bm 10.0.0.2,01:02:03:04:05:07
ipset test bm 10.0.0.1,01:02:03:04:05:06
ipset list bm
