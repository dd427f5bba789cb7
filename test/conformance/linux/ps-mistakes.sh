# ps: what is wrong with an option or a list.
ps -p 99999
ps -p x
ps --foo
ps -o foo
ps foo
ps -C nosuch
ps -u nouser
ps -t pts/0
ps -p
ps -o
ps -u nobody
ps --version
