# Times of day, dates, days of the week and of the month.
iptables -A INPUT -m time --timestart 08:00 --timestop 17:00
iptables -A INPUT -m time --timestart 08:00 --timestop 17:00 --weekdays Mon,Tue
iptables -A INPUT -m time --weekdays Sa,Su --kerneltz
iptables -A INPUT -m time --datestart 2024-01-01 --datestop 2024-12-31T23:59:59
iptables -A INPUT -m time --monthdays 1,15
iptables -A INPUT -m time ! --monthdays 1,15 ! --weekdays Fri
iptables -A INPUT -m time
iptables -A INPUT -m time --timestart 25:00
iptables -A INPUT -m time --weekdays foo
iptables -A INPUT -m time --monthdays 32
iptables -A INPUT -m time --datestart foo
iptables -A INPUT -m time --datestart 2024
iptables -A INPUT -m time --datestart 2024-13-01
iptables -A INPUT -m time --datestart 2024-05-06T07
iptables -A INPUT -m time --timestart 8:5:3
iptables -A INPUT -m time --timestart foo
iptables -A INPUT -m time --timestart 08:00 --timestart 09:00
iptables -A INPUT -m time --weekdays 1,7
iptables -A INPUT -m time --weekdays 8
iptables -A INPUT -m time --weekdays Monday
iptables -A INPUT -m time --weekdays mon
iptables -A INPUT -m time --monthdays 0
iptables -A INPUT -m time --monthdays foo
iptables -A INPUT -m time --localtz
iptables -A INPUT -m time --utc
iptables -A INPUT -m time --contiguous --timestart 1:0
iptables -S
iptables -L -n
iptables -L
