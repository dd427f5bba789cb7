# How programs that run are called.
sleep 30 & sleep 0.1; ps -p $! -o comm=; ps -p $! -o args=; ps -p $! -o cmd; ps -p $! -o comm,args; kill $!
ip link set lo up
ping 127.0.0.1 > /dev/null & sleep 0.1; ps -p $! -o comm=,args=; kill $!
python3 -m http.server 8000 > /dev/null 2>&1 & sleep 1; ps -p $! -o args=; kill $!
nc -l 8001 & sleep 0.1; ps -C nc -o comm=,args=; pgrep -a nc | cut -d' ' -f2-; pkill nc; sleep 0.1; pgrep nc; echo $?
ip netns add red
ip netns exec red sleep 30 & sleep 0.1; ps -p $! -o args=; kill $!
nsenter --net=/run/netns/red sleep 30 & sleep 0.1; ps -p $! -o args=; kill $!
