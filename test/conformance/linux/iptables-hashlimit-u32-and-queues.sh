iptables -A INPUT -m hashlimit --hashlimit-name b
iptables -A INPUT -m hashlimit --hashlimit-upto 5/sec
iptables -A INPUT -m hashlimit
iptables -A INPUT -m hashlimit --hashlimit-upto abc --hashlimit-name a
iptables -A INPUT -m hashlimit --hashlimit-upto 5/foo --hashlimit-name a
iptables -A INPUT -m hashlimit --hashlimit-upto 0/s --hashlimit-name a
iptables -A INPUT -m hashlimit --hashlimit-upto 5/sec --hashlimit-above 5/sec --hashlimit-name a
iptables -A INPUT -m hashlimit --hashlimit-upto 5/sec --hashlimit-mode foo --hashlimit-name a
iptables -A INPUT -m hashlimit --hashlimit-upto 5/sec --hashlimit-burst 0 --hashlimit-name a
iptables -A INPUT -m hashlimit --hashlimit-upto 5/sec --hashlimit-burst abc --hashlimit-name a
iptables -A INPUT -m hashlimit --hashlimit-upto 5/sec --hashlimit-srcmask 33 --hashlimit-name a
iptables -A INPUT -m hashlimit --hashlimit-upto 5/sec --hashlimit-burst 1mb --hashlimit-name a
iptables -A INPUT -m hashlimit --hashlimit-upto 5kb/s --hashlimit-burst 3 --hashlimit-name a1
iptables -A INPUT -m hashlimit --hashlimit-upto 5kb/s --hashlimit-name a2
iptables -A INPUT -m hashlimit --hashlimit-upto 500b/s --hashlimit-name a3
iptables -A INPUT -m hashlimit --hashlimit-upto 1000000/sec --hashlimit-name a4
iptables -A INPUT -m hashlimit --hashlimit-upto 3/min --hashlimit-burst 10 --hashlimit-name a5 --hashlimit-mode dstip,srcport
iptables -A INPUT -m hashlimit --hashlimit-upto 90/min --hashlimit-name a6
iptables -A INPUT -m hashlimit --hashlimit-upto 7/hour --hashlimit-name a7
iptables -A INPUT -m hashlimit --hashlimit-upto 1/day --hashlimit-name a8
iptables -A INPUT -m hashlimit --hashlimit-upto 5/sec --hashlimit-name averyveryverylongnamethatislonger
iptables -A INPUT -m hashlimit --hashlimit 5/sec --hashlimit-mode srcip,dstip,srcport,dstport --hashlimit-name a9 -j DROP
iptables -A INPUT -m hashlimit --hashlimit-upto 5/sec --hashlimit-name b2 --hashlimit-htable-expire 0
iptables -A INPUT -m hashlimit --hashlimit-upto 5/sec --hashlimit-mode srcport --hashlimit-name a
iptables -A INPUT -p icmp -m hashlimit --hashlimit-upto 5/sec --hashlimit-mode srcport --hashlimit-name a
iptables -S
iptables -L
ip6tables -A INPUT -m hashlimit --hashlimit-upto 5/sec --hashlimit-mode srcip --hashlimit-srcmask 64 --hashlimit-name c1
ip6tables -S
iptables -F
iptables -A INPUT -m u32 --u32 "foo"
iptables -A INPUT -m u32
iptables -A INPUT -m u32 --u32 "6&0xFF="
iptables -A INPUT -m u32 --u32 "6&0xFF=1 foo"
iptables -A INPUT -m u32 --u32 "6&0xFF=1:17,5&&4=5"
iptables -A INPUT -m u32 ! --u32 "6 & 0xFF = 1"
iptables -A INPUT -m u32 --u32 "0&0xFFFF=0x100:0xFFFF"
iptables -A INPUT -m u32 --u32 "6^5=1"
iptables -A INPUT -m u32 --u32 ""
iptables -A INPUT -m u32 --u32 "6=5:1"
iptables -S
iptables -L
iptables -F
iptables -S
iptables -L
iptables -F
iptables -A INPUT -j NFQUEUE
iptables -A INPUT -j NFQUEUE --queue-num 3 --queue-bypass
iptables -A INPUT -j NFQUEUE --queue-balance 0:3
iptables -A INPUT -j NFQUEUE --queue-num 70000
iptables -A INPUT -m helper --helper ftp
iptables -A INPUT -m helper ! --helper sip
iptables -A INPUT -m helper
iptables -A INPUT -m devgroup --src-group 5
iptables -A INPUT -m devgroup
iptables -A INPUT -m cpu --cpu 1
iptables -A INPUT -m cpu
iptables -L
iptables -nvL
iptables -F
ip link set lo up
iptables -A INPUT -p icmp -m hashlimit --hashlimit-upto 1/sec --hashlimit-burst 2 --hashlimit-mode srcip --hashlimit-name icmp -j ACCEPT
iptables -A INPUT -p icmp -j DROP
ping -c 5 -i 0.2 -W 0.2 127.0.0.1 | tail -2 | head -1 | cut -d, -f1-3
iptables -nvxL INPUT
iptables -F
iptables -A OUTPUT -m u32 --u32 "6&0xFF=1 && 0>>22&0x3C@0>>24=8" -j DROP
ping -c 1 -W 0.2 127.0.0.1 | grep -c received
iptables -nvxL OUTPUT
iptables -F
iptables -A INPUT -p icmp -j NFQUEUE --queue-num 1 --queue-bypass
iptables -A INPUT -p icmp -j DROP
ping -c 1 -W 0.2 127.0.0.1 | grep received | cut -d, -f2
iptables -R INPUT 1 -p icmp -j NFQUEUE --queue-num 1
ping -c 1 -W 0.2 127.0.0.1 | grep received | cut -d, -f2
iptables -nvxL INPUT
iptables -m hashlimit -h | tail -16
iptables -m u32 -h | tail -8
iptables -j NFQUEUE -h | tail -8
