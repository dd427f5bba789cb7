# A command that stands in parameters: "$@" and arrays, with their words as they are
t() { "$@"; }; t echo a b
u() { "$@" c | cat; }; u echo a b
v() { "$@" 2>&1 | head -1; }; v echo a b
w() { "$@" >/tmp/x; echo $?; cat /tmp/x; }; w echo 'a  b' "c d"
f() { echo "f:$1"; }; t f x
x=(echo hi there); "${x[@]}" y
run() { echo "+ $*"; "$@"; }; run ip link show lo | head -1
set -- true; if "$@"; then echo yes; fi
set -- printf '%s|'; "$@" 'q w' e; echo
set --; "$@"; echo $?
set --; "$@" echo z
