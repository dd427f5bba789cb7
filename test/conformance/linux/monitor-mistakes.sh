ip monitor help
ip monitor foo
ip monitor dev nosuch
ip monitor dev
ip monitor file /tmp/nosuch
timeout 1 ip monitor
timeout 1 ip monitor route label
timeout 1 ip mon rule
ip monitor > /tmp/log & P1=$!
kill $P1
cat /tmp/log
