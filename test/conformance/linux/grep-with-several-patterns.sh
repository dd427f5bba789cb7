# Several -e are alternatives, wherever they stand among the other options.
printf '%s\n' alpha beta gamma 'a|b' a.b axb > /tmp/words
grep -e alpha -e gamma /tmp/words
grep -v -e alpha -e beta /tmp/words
grep -ne alpha -e beta /tmp/words
grep -c -ealpha -ebeta /tmp/words
grep -E -e '^al' -e 'ma$' /tmp/words
grep -F -e 'a.b' -e 'a|b' /tmp/words
grep --regexp=beta --regexp alpha /tmp/words
grep -i -e ALPHA -A 1 -e GAMMA /tmp/words
grep -m 1 -e beta -e gamma /tmp/words
grep -o -e al -e am /tmp/words
grep -w -e alpha -e bet /tmp/words
grep -e alpha /tmp/words
grep -e nothing -e nobody /tmp/words
cat /tmp/words | grep -e axb -e beta -
