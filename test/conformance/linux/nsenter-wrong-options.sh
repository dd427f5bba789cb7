# nsenter: what it says of wrong words.
nsenter -t 99999 -n true
nsenter -t abc -n true
nsenter -n true
nsenter --net=/run/netns/nosuch true
nsenter --foo true
nsenter -t 1 -n nosuchprogram
nsenter -t 1 -n true; echo $?
nsenter -t 1 -n false; echo $?
nsenter --target=1 --net ip -br link
nsenter -t 1 -m -u -n true; echo $?
nsenter -t1 -n true; echo $?
