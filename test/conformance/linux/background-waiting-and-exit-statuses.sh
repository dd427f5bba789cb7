# $!, wait and how commands in the background ended.
sleep 0.2 & wait $!; echo $?
false & wait $!; echo $?
(exit 7) & wait $!; echo $?
sleep 5 & kill $!; wait $!; echo $?
sleep 5 & kill -9 $!; wait $! 2> /dev/null; echo $?
bash -c '( sleep 0.3; exit 3 ) & ( sleep 0.1; exit 4 ) & wait -n; echo $?; wait'
bash -c 'wait -n; echo $?'
wait 99999
wait foo
nosuchcommand & wait $!; echo $?
[ -n "$!" ] && echo there was one
bash -c 'sleep 0.1 & disown; jobs; wait; echo waited'
bash -c 'disown'
bash -c 'bg'
bash -c 'wait %9'
bash -c 'sleep 100 & jobs; kill %1; wait %1; echo $?; jobs; echo end'
bash -c 'sleep 100 & sleep 200 & jobs; kill $(jobs -p); wait; echo over'
bash -c 'sleep 0.1 & sleep 0.2 & wait; echo both over'
