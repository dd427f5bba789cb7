# bash starts the commands of a pipeline together: `ps aux | grep NAME` finds its own grep.
ps -eo args | grep nothing-here
ps -e -o comm,args | grep "two words" | cat
ps -eo args | grep -v grep | grep -c nobody
x=abc; ps -eo args | grep "$x" | sed 's/abc/def/'
ps -eo stat,args | awk '/nothing/ {print $2, $3}'
ps -eo args | grep '[n]othing-here'; echo $?
env | grep -c cka_net
f() { ps -eo args | grep fname; }; f
for w in one two; do ps -eo args | grep "word $w"; done
ps -eo args | while read a; do case "$a" in *nothing*) echo "$a";; esac; done
