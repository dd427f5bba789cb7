# Lists, pipelines, functions and heredocs in the background.
ip link set lo up
( cat <<E | tr a-z A-Z; sleep 0.1; echo done ) & wait
hello
E

{ echo a; sleep 0.1; echo b; } > /tmp/one & { echo c; sleep 0.05; echo d; } > /tmp/two & wait; cat /tmp/one /tmp/two
( for i in 1 2 3; do echo $i; sleep 0.1; done ) | wc -l & wait
( sleep 0.2; echo appended >> /tmp/one ) & cat /tmp/one; wait; tail -1 /tmp/one
until [ -e /tmp/flag ]; do sleep 0.1; done & sleep 0.25; touch /tmp/flag; wait $!; echo "seen $?"
count() { for i in $(seq "$1"); do sleep 0.1; done; return "$1"; }
count 2 & wait $!; echo $?
case x in x) sleep 0.1; echo case;; esac & wait
( cd /tmp; pwd ) & wait; pwd
( ip netns add blue; sleep 0.1; ip netns ) & wait; ip netns
ip netns exec blue bash -c 'sleep 0.1; ip -br link' & wait
while read -r line; do echo "got $line"; sleep 0.05; done < /tmp/two & wait
[ -f /tmp/flag ] && sleep 0.1 && echo and & wait
sudo_missing_program_here & wait $!; echo $?
