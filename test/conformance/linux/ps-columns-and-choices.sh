# ps: columns, headings and choices; the numbers of processes differ from run to run.
sleep 100 & sleep 0.1; ps -o comm= -p $!; pgrep sleep | wc -l; pgrep -a sleep | sed 's/[0-9]* //'; ps -C sleep -o args=; ps -C sleep -o args,tty | sed 's/tty1/?/'; kill $!
ps 99999
sleep 50 & sleep 60 & sleep 0.1; ps -C sleep -o args=; ps -C sleep -o comm=,args= --sort=-args; pkill -f 'sleep 5'; sleep 0.1; ps -C sleep -o args; pkill sleep; echo $?; sleep 0.1; pgrep sleep; echo $?
ps -C nosuch -o "pid=P,comm=THE NAME"
ps -C nosuch -o pid,ppid,user,stat,start,time,etime,comm
ps -C nosuch -f
ps -C nosuch -l
ps -C nosuch -F
ps -C nosuch -j
ps -C nosuch -o %cpu,%mem,vsz,rss,ni,pri,c,f,s,state,wchan,sz,pgid,sid,tpgid,nlwp,lwp,psr,cls
ps -C nosuch -o user,uid,euser,ruser,group,gid,tty,tname,tt
ps -C nosuch -o lstart,etimes,stime,bsdstart,bsdtime
ps -C nosuch -o user:20,comm
ps -C nosuch -Z
ps -eo comm= | grep -c '^ps$'
ps -o comm= -p 1 | wc -l
