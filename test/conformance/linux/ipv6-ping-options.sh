# ping over IPv6 has options and messages of its own.
ping -c 1 ::1
ip link set lo up
ping -c 1 ::1
ping -6 -c 1 ip6-localhost
ping6 -c 1 ::1
ping -c 1 -6 127.0.0.1
ping -c 1 -6 localhost
ping -c 1 -4 ::1
ping -c 1 -4 ip6-localhost
ping -6 -c 1 nosuchname
ping -c 1 -I lo ::1
ping -c 1 -I ::1 ::1
ping -c 1 -I 2001:db8::1 ::1
ping -c 1 -F 0x123 ::1
ping -c 1 -F nonsense ::1
ping -c 1 -t 3 -Q 4 -s 10 ::1
ping -c 1 -t 0 ::1
ping -c 2 -i 0.2 -q ::1
ping -c 1 -b ::1
ping -c 1 ff02::1
ping -c 1 fe80::1
ping -c 1 fe80::1%nosuch
ping -c 1 fe80::1%lo
ping -c 1 ::
ping -c 1 2001:db8::1
ping -c 1 -M do -s 70000 ::1
ping -c 1 -M do -s 60000 ::1
ping -6
ping -c 1 [::1]
ping -6 -4 -c 1 ::1
ping -c 1 -p ff ::1
ping -c 1 2001:db8::g
ping -c 1 1::2::3
