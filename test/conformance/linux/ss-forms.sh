# Nobody listens here: the header alone, and what ss says to mistakes.
ss -tln
ss -tuln
ss -tan
ss -un
ss -Htan
ss -tn state established
ss -tan state nosuch
ss -tan dport = :nosuch
ss -tan '(' dport = :80 or sport = :443 ')'
ss -A nosuch 2>&1 | head -n 1
ss -V
