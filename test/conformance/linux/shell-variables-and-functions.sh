name=red
echo "$name" ${name^^} ${#name} ${name:0:2} ${name/e/E} ${missing:-default}
ns=(red blue green)
echo "${ns[@]}" "${#ns[@]}" "${ns[1]}"
for n in "${ns[@]}"; do ip netns add "$n"; done
ip netns | wc -l
setup() {
  local ns=$1 last=$2
  ip -n "$ns" addr add "10.0.0.$last/24" dev lo
}

setup red 1
setup green 2
ip -n red -br -4 addr | awk '{print $1, $3}'
ip -n green -o -4 addr | awk '{print $4}'
count=$(ip netns | wc -l)
echo "there are $count"
echo $((count * 2 + 1))
cd /tmp
pwd
export GREETING=hello
bash -c 'echo $GREETING'
(cd / && pwd)
pwd
set -- a b c
echo $# $1 "$@"
alias ll='ip -br link'
ll | awk '{print $1}'
type setup | head -1
unset -f setup
setup red 3
readonly fixed=1
fixed=2
let x=5+5
echo $x
printf '%-5s|%3d|%s\n' ab 7 end
test -d /proc/sys/net && echo dir
[ 1 -lt 2 ] && [[ abc == a* ]] && echo yes
