# The EXIT trap runs when the shell exits, with its variables.
x=1
bash -c 'trap "echo bye \$x" EXIT; x=2; exit 3'; echo $?
bash -c 'trap "exit 5" EXIT; exit 3'; echo $?
trap 'echo bye $x $?' EXIT
trap -p
x=4
exit 3
