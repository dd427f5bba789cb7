# kill: names and numbers of signals, and what cannot be killed.
pkill; pkill nosuch; pidof nosuch; pidof
kill; kill -l 9; kill -l TERM; kill -l 137; kill -l FOO; kill -s; kill -n 99 1; kill -0 1; echo $?
kill -l
sleep 30 & kill -0 $!; echo $?; kill -s KILL $!; wait $! 2> /dev/null; echo $?
sleep 30 & kill -SIGTERM $!; wait $!; echo $?
sleep 30 & kill -n 1 $!; wait $! 2> /dev/null; echo $?
sh -c 'kill -l 15'
