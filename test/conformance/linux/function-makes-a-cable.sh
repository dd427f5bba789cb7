# A function with arguments spares much typing.
cable() {
  local from=$1 to=$2 net=$3
  ip netns add "$from" 2>/dev/null
  ip netns add "$to" 2>/dev/null
  ip link add "to-$to" netns "$from" type veth peer name "to-$from" netns "$to" || return 1
  ip -n "$from" addr add "$net.1/30" dev "to-$to"
  ip -n "$to" addr add "$net.2/30" dev "to-$from"
  ip -n "$from" link set "to-$to" up
  ip -n "$to" link set "to-$from" up
}

cable a b 10.0.1
cable b c 10.0.2
cable a b 10.0.1
echo $?
ip netns exec a ping -c 1 -W 1 10.0.1.2
ip netns exec c ping -c 1 -W 1 10.0.2.1
ip -n b -br addr | awk '{print $1, $3}' | grep to-
ip -n b route
type cable | head -1
cable a averyveryverylongname 10.0.3
