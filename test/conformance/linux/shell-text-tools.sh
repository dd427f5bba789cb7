printf 'b 2\na 10\nc 1\na 3\n' > /tmp/t
sort /tmp/t
sort -k2 -n /tmp/t
sort -u -k1,1 /tmp/t
sort -r /tmp/t | head -n 1
cut -d' ' -f1 /tmp/t | sort | uniq -c
cut -c1-3 /tmp/t
awk '{s += $2} END {print s, NR}' /tmp/t
awk -F' ' '$2 > 2 {printf "%s=%d\n", $1, $2}' /tmp/t
grep -n a /tmp/t
grep -c a /tmp/t
grep -v a /tmp/t
grep -E '^(a|b)' /tmp/t
grep -q nothing /tmp/t
grep nothing /tmp/t
grep a /nonexistent
sed -n '2p' /tmp/t
sed 's/a/A/; /c/d' /tmp/t
sed -e '1i first' -e '$a last' /tmp/t
wc /tmp/t
wc -l < /tmp/t
wc -w /tmp/t /tmp/t
tr a-z A-Z < /tmp/t
tac /tmp/t
rev <<< abc
nl /tmp/t
seq 1 2 7
seq -s, 3
paste -sd, /tmp/t
head -2 /tmp/t | tail -1
tail -n +3 /tmp/t
tail -c 4 /tmp/t
tee /tmp/copy < /tmp/t | wc -c
basename /etc/hosts
basename /tmp/x.txt .txt
dirname /etc/hosts
echo -e 'tab\there'
printf '%05.1f|%-6s|%x|%s\n' 3.14159 ab 255 "q'q"
printf '%s\n' one two three
expr 3 + 4
expr 5 \> 9
echo abc | grep -o b
column -t /tmp/t
env | grep -c ^HOME=
printenv HOME
which nosuchprogram
cat /nonexistent /tmp/t
cat -n /tmp/t
cat /tmp
head /nonexistent
ls -1 /tmp
ls -a /tmp | head -2
ls /nonexistent /etc/hosts
mkdir /tmp/d; mkdir /tmp/d
rmdir /tmp/d; rmdir /tmp/d
rm /nonexistent
rm -f /nonexistent
cp /nonexistent /tmp/x
mv /nonexistent /tmp/x
touch /nonexistent/x
mkdir /a/b/c
ln -s /tmp/t /tmp/link; readlink /tmp/link; cat /tmp/link | head -1
find /tmp -name 't*' | sort
test -f /tmp/t && echo file
[ -d /tmp ] && [ ! -e /tmp/none ] && echo ok
[[ abc =~ ^a(.)c$ ]] && echo ${BASH_REMATCH[1]}
[[ 5 -gt 3 && a < b ]] && echo both
true | false | true; echo "${PIPESTATUS[@]}"
echo {a,b}{1,2}
echo ~
echo /etc/host*
echo "no match: "/etc/nomatch*
x=hello; echo ${x^} ${x^^} ${x%lo} ${x#he} ${x/l/L} ${x//l/L} ${x:1:3} ${#x}
echo $((2 ** 10)) $((7 / 2)) $((7 % 3)) $((5 > 3 ? 1 : 0))
echo $((1 / 0))
echo $((0x1f)) $((010)) $((2#101))
let 'y = 3 * 4'; echo $y
stat -c '%n %s %F' /tmp/t
md5sum /tmp/t
echo aGk= | base64 -d
base64 <<< hi
