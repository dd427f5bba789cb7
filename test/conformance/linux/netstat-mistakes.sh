# Every wrong option, value and combination.
netstat -Q
netstat --nonsense
netstat --u
netstat --pro
netstat --no
netstat -A foo
netstat -A
netstat -A inet,foo -t
netstat -i -r
netstat -M
netstat -S
netstat -Z
netstat --ipx
netstat -A ax25
netstat --numeric=1
netstat -h
netstat --help
netstat -V
netstat --version
netstat -?
