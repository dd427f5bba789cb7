while true; do echo x >> /tmp/n; sleep 1; done > /dev/null 2>&1 &
for i in 1 2 3 4 5 6 7 8 9; do echo "loop $i" >/tmp/l;   sleep 2; done &
until false; do if true; then sleep 3; else echo no; fi; done &
{ sleep 9; echo hi; } > /tmp/o &
( sleep 9; echo hi ) &
while true; do ping -c1 -W1 127.0.0.1 | grep x; sleep 5 || true; done 2>/tmp/e &
sleep 8 && echo yes > /tmp/y &
jobs | grep -v 'Done *sleep 0.05' | sed 's/^\[[0-9]*\]/[N]/'
kill %%
sleep 0.2
jobs | grep Terminated | sed 's/^\[[0-9]*\]/[N]/'
