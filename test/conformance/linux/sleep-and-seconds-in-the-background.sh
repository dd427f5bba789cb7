# Time goes on for everybody alike.
SECONDS=0; ( sleep 2; echo two ) & ( sleep 1; echo one ) & wait; echo "$SECONDS"
SECONDS=0; sleep 1 & sleep 1 & sleep 1 & wait; echo "$SECONDS"
sleep infinity & kill $!; wait $!; echo $?
sleep 0.1 & sleep 0.2; wait $!; echo $?
( sleep 0.2; echo b ) & ( sleep 0.1; echo a ) & ( sleep 0.3; echo c ) & wait; echo d
for t in 0.3 0.1 0.2; do { sleep $t; echo "$t"; } & done; wait
