# Who listens: what a learner types first on a control plane. The kernel lists listeners by a hash of its own, so there is one of each kind.
ip link set lo up
netstat
netstat -an
python3 -m http.server 8080 >/dev/null 2>&1 &
sleep 0.5
netstat -tln
netstat -tl
netstat -tuln
netstat -plnt | sed 's/[0-9]*\/python3 */PID\/python3/'
netstat -nltp | grep 8080 | awk '{print $1, $4, $6}'
netstat -anp | grep -c 8080
netstat -tan
netstat -at
netstat -4tln
netstat --inet -ln
netstat -A inet -ltn
netstat --tcp --listening --numeric
netstat --numeric-ports -tl
netstat -ul
netstat -w
netstat -x
netstat -lx
netstat -tlo
netstat -tln extra words
