# A loop or list in the background goes on whenever the foreground lets time pass.
( sleep 0.3; echo late ) & echo first; wait
for i in 3 1 2; do ( sleep 0.$i; echo $i ) & done; wait; echo all
while true; do echo tick; sleep 0.2; done > /tmp/ticks & sleep 0.5; cat /tmp/ticks; kill $!
sleep 0.5; wc -l < /tmp/ticks
n=0; while [ $n -lt 3 ]; do n=$((n+1)); echo $n; sleep 0.1; done & wait; echo "n=$n"
{ sleep 0.2; echo second; } & { sleep 0.1; echo first; } & wait
sleep 0.2 && echo yes & sleep 0.4 || echo no & wait; echo end
bash -c '( echo in; sleep 0.1; echo out ) > /tmp/f & wait; cat /tmp/f'
x=1; { x=2; echo "inside $x"; } & wait; echo "outside $x"
f() { sleep 0.$1; echo "f $1"; }
f 2 & f 1 & wait; echo done
for i in 1 2; do sleep 0.1; echo "round $i"; done & sleep 0.15; echo middle; wait
if true; then sleep 0.1; echo from if; fi & wait
( sleep 0.1; echo error >&2; echo text ) > /tmp/both 2>&1 & wait; cat /tmp/both
