iptables -A INPUT -m connbytes --connbytes 1000:2000 --connbytes-dir both --connbytes-mode bytes -j ACCEPT
iptables -A INPUT -m connbytes ! --connbytes 10 --connbytes-dir original --connbytes-mode packets
iptables -A INPUT -m connbytes --connbytes 10: --connbytes-dir reply --connbytes-mode avgpkt
iptables -A INPUT -m connbytes --connbytes 10
iptables -A INPUT -m connbytes --connbytes x --connbytes-dir reply --connbytes-mode avgpkt
iptables -A INPUT -m connbytes --connbytes 10 --connbytes-dir foo --connbytes-mode avgpkt
iptables -A INPUT -m connbytes --connbytes 10 --connbytes-dir both --connbytes-mode foo
iptables -A INPUT -m connbytes --connbytes 10:5 --connbytes-dir both --connbytes-mode bytes
iptables -t mangle -A PREROUTING -p tcp -m socket -j MARK --set-mark 1
iptables -t mangle -A PREROUTING -p tcp -m socket --transparent -j MARK --set-mark 1
iptables -t mangle -A PREROUTING -p tcp -m socket --nowildcard --transparent --restore-skmark
iptables -A INPUT -m socket
iptables -A FORWARD -m socket
iptables -t mangle -A PREROUTING -p tcp --dport 80 -j TPROXY --on-port 3129 --on-ip 127.0.0.1 --tproxy-mark 0x1/0x1
iptables -t mangle -A PREROUTING -p udp -j TPROXY --on-port 53
iptables -t mangle -A PREROUTING -p tcp -j TPROXY
iptables -t mangle -A PREROUTING -j TPROXY --on-port 1
iptables -t nat -A PREROUTING -p tcp -j TPROXY --on-port 1
iptables -t mangle -A OUTPUT -p tcp -j TPROXY --on-port 1
iptables -A FORWARD -p tcp --syn -m tcpmss --mss 536:1400 -j ACCEPT
iptables -A FORWARD -p tcp -m tcpmss ! --mss 536
iptables -A FORWARD -m tcpmss --mss 536
iptables -A FORWARD -p tcp -m tcpmss
iptables -A FORWARD -p tcp -m tcpmss --mss 70000
iptables -A INPUT -p sctp --dport 3868 -j ACCEPT
iptables -A INPUT -p sctp -m sctp --sport 1:5 ! --dport 7
iptables -A INPUT -m sctp --dport 3
iptables -A INPUT -m policy --dir in --pol none -j ACCEPT
iptables -A INPUT -m policy --dir in --pol ipsec -j ACCEPT
iptables -A INPUT -m policy --dir in --pol ipsec --proto esp --mode tunnel --reqid 5 --strict
iptables -A INPUT -m policy --pol none
iptables -A INPUT -m policy --dir in
iptables -A OUTPUT -m policy --dir in --pol none
iptables -A INPUT -m realm --realm 5
iptables -A INPUT -m realm ! --realm 0x5/0xff
iptables -A INPUT -m realm
iptables -A INPUT -p esp -m esp --espspi 1:5
iptables -A INPUT -p ah -m ah --ahspi 500
iptables -A INPUT -p 51 -m ah
iptables -A INPUT -p esp -j ACCEPT
iptables -A INPUT -p tcp -m ecn --ecn-tcp-cwr
iptables -A INPUT -m ecn --ecn-ip-ect 1
iptables -A INPUT -p tcp -m ecn ! --ecn-tcp-ece
iptables -A INPUT -m ecn
iptables -A INPUT -m cgroup --cgroup 1
iptables -S
iptables -t mangle -S
iptables -L -n -v
iptables -t mangle -L -n
iptables -F; iptables -t mangle -F
ip link set lo up
sysctl net.netfilter.nf_conntrack_acct
iptables -A INPUT -m connbytes --connbytes 2: --connbytes-dir original --connbytes-mode packets
iptables -A INPUT -m connbytes --connbytes 84:84 --connbytes-dir both --connbytes-mode avgpkt
iptables -A INPUT -m policy --dir in --pol none
iptables -A INPUT -m policy --dir in --pol ipsec
iptables -A INPUT -m ecn --ecn-ip-ect 0
sysctl net.netfilter.nf_conntrack_acct
ping -c 3 -i 0.1 127.0.0.1 | tail -3 | head -2
iptables -L INPUT -nvx
iptables -F
iptables -A INPUT -p tcp --syn --dport 8080 -m tcpmss --mss 1:65535
iptables -A INPUT -p tcp --dport 8080 -m socket
iptables -A INPUT -p tcp --syn --dport 8080 -m socket --nowildcard
iptables -A INPUT -p tcp --syn --dport 8080 -m socket --transparent
nc -l 8080 & sleep 0.3; echo hi | nc -N 127.0.0.1 8080; sleep 0.2
iptables -L INPUT -nvx | awk '{print ($1 > 0), $0}' | cut -c1-2
iptables -t mangle -A PREROUTING -p tcp --dport 8081 -j TPROXY --on-port 9999
nc -l 8081 & sleep 0.2; nc -z -w 1 127.0.0.1 8081; echo $?; pkill nc
iptables -t mangle -L PREROUTING -nv | awk 'NR==3{print ($1 > 0), $3}'
iptables -m connbytes -h | tail -4
iptables -m socket -h | tail -7
iptables -m tcpmss -h | tail -3
iptables -m sctp -h | tail -7 | head -5
iptables -m policy -h | tail -14
iptables -m realm -h | tail -3
iptables -m ecn -h | tail -4
iptables -m cgroup -h | tail -3
iptables -p esp -m esp -h | tail -3
iptables -j TPROXY -h | tail -5
ip6tables -A INPUT -p tcp -m tcpmss --mss 1220 -j ACCEPT
ip6tables -t mangle -A PREROUTING -p tcp -j TPROXY --on-port 80 --on-ip ::1 --tproxy-mark 1
ip6tables -t mangle -A PREROUTING -p udp -m socket -j MARK --set-mark 1
ip6tables -A INPUT -m realm --realm 1
ip6tables -S INPUT
ip6tables -t mangle -S PREROUTING
ip6tables -t mangle -L PREROUTING -n
