ip link | grep -c lo
ip link | grep -o 'mtu [0-9]*'
ip link | grep eth0
ip link | awk '/mtu/ {print $5}'
ip link | sed -n 's/.*mtu \([0-9]*\).*/\1/p'
ip link | wc -l
ip link | head -1
ip link | tail -n 1 | tr -s ' ' | cut -d' ' -f3
ip link | sort -r | tail -1
ip link > /tmp/out.txt
cat /tmp/out.txt
ip addr add bad dev lo 2> /tmp/err.txt
cat /tmp/err.txt
ip link show nosuch 2>&1 | cat
ip link show nosuch &> /tmp/both.txt; cat /tmp/both.txt
ip link show nosuch 2> /dev/null
ip link >> /tmp/out.txt
wc -l < /tmp/out.txt
cat <<END | tr a-z A-Z
one $((1 + 1))
two
END

cat <<'END'
no $expansion `here`
END

cat <<< "a here string"
tee /tmp/tee.txt <<< written
cat /tmp/tee.txt
echo out; echo err >&2
{ echo a; echo b; } | wc -l
diff <(echo a) <(echo b)
ip -j link | grep -o '"ifname":"[a-z]*"'
set -o pipefail; false | true
set +o pipefail; false | true
echo -n "no newline"
echo "tab	and trailing  "
