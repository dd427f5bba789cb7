# pgrep, pkill and pidof find processes by name.
ps -C nosuch u
pgrep; pgrep a b; pgrep nosuch; pgrep -u nouser x
kill 99999; kill -9 abc; kill -FOO 1
pgrep -z
pkill -z x
sleep 30 & sleep 40 & sleep 0.1; pgrep -c sleep; pgrep -f "sleep 4" | wc -l; pgrep -x slee; pgrep -n sleep | wc -l; pkill -c sleep
sleep 30 & sleep 0.1; pkill -0 sleep; echo $?; pkill -9 sleep; sleep 0.1; pgrep sleep; echo $?
ip netns add red
ip netns exec red sleep 30 & sleep 0.1; pgrep --ns $! -l sleep | sed 's/[0-9]* //'; pkill -x sleep
pgrep -V; pkill -V
pgrep --help | head -5
