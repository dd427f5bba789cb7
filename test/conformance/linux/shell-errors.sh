nosuchcommand
./nosuchfile
/nonexistent/program
cat /nonexistent
cd /nonexistent
bash -c 'echo "unterminated'
bash -c "echo 'unterminated"
bash -c 'if true'
bash -c 'echo )'
bash -c 'for x in a; do echo $x'
bash -c 'fi'
bash -c 'echo a; echo b &&'
bash -c 'exit 3'
bash -c 'nosuchcommand'
(exit 4)
source /nonexistent
ls /nonexistent
echo x > /nonexistent/file
grep
[ 1 -eq x ]
return_status() { return 9; }
return_status
kubeclt get pods
$(exit 5)
command -v ip > /dev/null && echo there
command -v nosuchcommand
false; echo $?
echo ${unset?message}
