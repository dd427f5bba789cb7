cat > lib.sh <<'END'
greet() { echo "hello $1 from ${BASH_SOURCE##*/}"; }
VERSION=3
END

source ./lib.sh
greet you
. ./lib.sh; echo $VERSION
cat > early.sh <<'END'
echo start
return 4
echo never
END

source ./early.sh
cat > fails.sh <<'END'
cd /nonexistent
nosuchcommand
ls /nonexistent > /dev/null
for i in 1 2; do
  nosuch$i
done
[ $i -eq x ]
if
END

bash fails.sh
chmod +x fails.sh
./fails.sh
sh fails.sh 2>&1 | head -2
bash nosuchscript.sh
bash /tmp
./lib.sh
/tmp
bash -c 'echo $0 $1 $#' name one two
bash -c 'set -e; false; echo never'
bash -ec 'ip link show nosuch 2>/dev/null && echo no; echo yes; false; echo never'
bash -c 'set -u; echo $unset; echo never'
bash -c 'exit 300'
bash -c 'echo ${x:?must be set}'
echo 'echo from stdin $((1 + 1))' | bash
printf 'a\nb\n' | bash -c 'read x; read y; echo "$y $x"'
X=1 bash -c 'echo $X'
X=1; bash -c 'echo "<$X>"'
export X; bash -c 'echo "<$X>"; X=2'; echo $X
bash -c 'f() { return 3; }; f; echo $?'
bash -c 'trap "echo bye" EXIT; echo hi'
bash -c 'kill -9 99999'
(cd /tmp; X=5; pwd; exit 2)
echo $? $X $(pwd)
f() { local v=1; g; echo "v=$v"; }
g() { v=2; }
f
echo "[$v]"
f() { echo "$# args:" "$@"; shift; echo "then $1"; }
f a "b c" d
fact() { if [ $1 -le 1 ]; then echo 1; else echo $(( $1 * $(fact $(( $1 - 1 ))) )); fi; }
fact 5
eval 'x=7; echo $x'
cmd='ip -br link'; $cmd
eval "for i in 1 2; do echo e\$i; done"
set -- one two three; shift; echo $1 $#
while getopts ab:c opt -a -b val -c; do echo "$opt $OPTARG"; done
type nosuch
type cd echo
command -v cd
unset X; echo "<$X>"
declare -A map=([a]=1 [b]=2); echo ${map[a]} ${#map[@]}
arr=(x y z); arr+=(w); echo ${arr[-1]} ${!arr[@]} ${arr[@]:1:2}
unset arr[1]; echo ${arr[*]}
IFS=, read -r one two <<< 'a,b c'; echo "$one|$two"
mapfile -t rows < <(printf '1\n2\n'); echo ${#rows[@]} ${rows[1]}
