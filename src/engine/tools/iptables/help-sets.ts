/** What iptables 1.8.9 prints for -h about `-m set` and `-j SET`. */

export const SET_MATCH_HELP = `set match options:
 [!] --match-set name flags [--return-nomatch]
   [! --update-counters] [! --update-subcounters]
   [[!] --packets-eq value | --packets-lt value | --packets-gt value
   [[!] --bytes-eq value | --bytes-lt value | --bytes-gt value
\t\t 'name' is the set name from to match,
\t\t 'flags' are the comma separated list of
\t\t 'src' and 'dst' specifications.
`;

export const SET_TARGET_HELP = `SET target options:
 --add-set name flags [--exist] [--timeout n]
 --del-set name flags
 --map-set name flags [--map-mark] [--map-prio] [--map-queue]
\t\tadd/del src/dst IP/port from/to named sets,
\t\twhere flags are the comma separated list of
\t\t'src' and 'dst' specifications.
`;
