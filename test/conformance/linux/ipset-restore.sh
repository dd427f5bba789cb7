# Restoring sets from standard input, line by line.
printf 'create a hash:ip initval 1\nadd a 10.0.0.1\nadd a 10.0.0.1\n' | ipset restore
printf 'create a hash:ip initval 1\n' | ipset restore
printf 'create a hash:ip initval 1\nadd a 10.0.0.1\nadd a 10.0.0.3\n' | ipset restore -exist
printf 'create a hash:ip initval 1\nadd a 10.0.0.1\nadd a 10.0.0.3\n' | ipset -! restore
printf '# comment\n\nadd a 10.0.0.4\nCOMMIT\nadd a foo\n' | ipset restore
printf 'add nosuch 10.0.0.4\n' | ipset restore
printf 'bogus\n' | ipset restore
printf 'list a\n' | ipset restore
printf 'test a 10.0.0.1\n' | ipset restore
printf 'help\n' | ipset restore
printf 'del a 10.0.0.1\nflush a\ndestroy a\n' | ipset restore
ipset list
ipset restore -f /nosuch
ipset restore foo
printf -- '-N b iphash\n-A b 10.0.0.1\n' | ipset -R
printf 'create c hash:ip comment initval 1\nadd c 10.0.0.1 comment "a b c"\n' | ipset -R
ipset save c
ipset create d hash:ip counters timeout 5 initval 2
ipset list d -t
ipset swap c d
ipset list -n
ipset list d
