mkdir -p /tmp/l/sub/deep /tmp/l/.hidden
echo 12345 > /tmp/l/b; echo 1 > /tmp/l/a; touch /tmp/l/empty; chmod 755 /tmp/l/a; ln -s a /tmp/l/link
cd /tmp/l
ls
ls -a
ls -A
ls -1 -r
ls -S
ls -d sub
ls -F
ls -R
ls /tmp/l/sub a
ls nosuch a
ls -l a b empty link | awk '{print $1, $2, $3, $4, $5, $9, $10, $11}'
ls -ld sub | awk '{print $1, $2, $3, $4}'
ls -lh b | awk '{print $5}'
ls -@
ls --nosuch
ls *
