# -j: every target, listed in three ways, then mistakes.
iptables -A INPUT -j REJECT
iptables -A INPUT -p tcp -j REJECT --reject-with tcp-reset
iptables -A INPUT -j REJECT --reject-with icmp-host-prohib
iptables -A INPUT -j REJECT --reject-with admin-prohib
iptables -A INPUT -j LOG
iptables -A INPUT -j LOG --log-prefix "IN drop: " --log-level debug
iptables -A INPUT -j LOG --log-prefix word --log-level 1 --log-tcp-sequence --log-tcp-options --log-ip-options --log-uid --log-macdecode
iptables -A INPUT -j LOG --log-prefix "This prefix is longer than the kernel keeps"
iptables -A INPUT -j RETURN
iptables -A INPUT
iptables -t mangle -A PREROUTING -j MARK --set-mark 1
iptables -t mangle -A PREROUTING -j MARK --set-mark 0x1/0xff
iptables -t mangle -A PREROUTING -j MARK --set-xmark 0x4000/0x4000
iptables -t mangle -A PREROUTING -j MARK --and-mark 0xf
iptables -t mangle -A PREROUTING -j MARK --or-mark 0x8000
iptables -t mangle -A PREROUTING -j MARK --xor-mark 0x4000
iptables -t mangle -A PREROUTING -j CONNMARK --set-mark 5
iptables -t mangle -A PREROUTING -j CONNMARK --set-xmark 0x5/0xf
iptables -t mangle -A PREROUTING -j CONNMARK --save-mark
iptables -t mangle -A PREROUTING -j CONNMARK --restore-mark
iptables -t mangle -A PREROUTING -j CONNMARK --save-mark --mask 0xff
iptables -t mangle -A PREROUTING -j CONNMARK --restore-mark --nfmask 0xf0 --ctmask 0x0f
iptables -t raw -A PREROUTING -j NOTRACK
iptables -t raw -A PREROUTING -j CT --notrack
iptables -S
iptables -L
iptables -nL
iptables -t mangle -S
iptables -t mangle -L PREROUTING
iptables -t raw -S
iptables -t raw -L
iptables -D INPUT -j REJECT --reject-with icmp-port-unreachable
iptables -t raw -D PREROUTING -j CT --notrack
iptables -F
iptables -A INPUT -j ''
iptables -A INPUT -j 'a b'
iptables -A INPUT -j aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
iptables -A INPUT -j ACCEPT -j DROP
iptables -A INPUT -j ACCEPT -g x
iptables -A INPUT ! -j ACCEPT
iptables -A INPUT -j REJECT --reject-with foo
iptables -A INPUT -j REJECT --reject-with tcp-reset
iptables -A INPUT -j REJECT --reject-with tcp-reset --reject-with tcp-reset
iptables -A INPUT --reject-with tcp-reset
iptables -A INPUT -j LOG --log-level foo
iptables -A INPUT -j LOG --log-level 8
iptables -A INPUT -j LOG --log-prefix ''
iptables -A INPUT -j MARK
iptables -A INPUT -j MARK --set-mark x
iptables -A INPUT -j MARK --set-mark 1 --and-mark 2
iptables -A INPUT -j MARK --and-mark x
iptables -A INPUT -j MARK --set-mark 1/2x
iptables -A INPUT -j CONNMARK
iptables -A INPUT -j CONNMARK --mask 1
iptables -A INPUT -j CONNMARK --save-mark --mask 1 --nfmask 2
iptables -A INPUT -j CONNMARK --save-mark --restore-mark
iptables -A INPUT -j NOTRACK
iptables -A INPUT -j CT --notrack
iptables -t mangle -A PREROUTING -j REJECT
iptables -t mangle -A INPUT -j REJECT
iptables -t raw -A INPUT -j ACCEPT
iptables -t nat -A FORWARD -j ACCEPT
iptables -A PREROUTING -j ACCEPT
iptables -S
