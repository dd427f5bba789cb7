for i in 1 2 3; do echo "n$i"; done
for i in {1..3}; do
  ip netns add "ns$i"
done

i=0
while [ $i -lt 3 ]; do i=$((i + 1)); echo $i; done
until false; do echo once; break; done
if ip link show lo > /dev/null; then echo found; else echo missing; fi
if ip link show eth0 > /dev/null 2>&1; then echo found; else echo missing; fi
case $(ip -br link | awk '{print $2}') in
  DOWN) echo down ;;
  *) echo other ;;
esac

for ns in $(ip netns | sort); do
  echo "== $ns"
  ip -n "$ns" -br link | awk '{print $1, $2}'
done

ip netns | while read -r ns rest; do echo "[$ns]"; done | sort
seq 3 | xargs -I{} echo item {}
false || echo fallback
true && echo both
false && echo never
! false
((1 > 2)) || echo smaller
for ((j = 0; j < 2; j++)); do echo j$j; done
