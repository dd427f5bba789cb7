/** What `-h` prints for extensions that few rules use (iptables 1.8.9). */
export const HASHLIMIT_HELP = `hashlimit match options:
  --hashlimit-upto <avg>           max average match rate
                                   [Packets per second unless followed by 
                                   /sec /minute /hour /day postfixes]
  --hashlimit-above <avg>          min average match rate
  --hashlimit-mode <mode>          mode is a comma-separated list of
                                   dstip,srcip,dstport,srcport (or none)
  --hashlimit-srcmask <length>     source address grouping prefix length
  --hashlimit-dstmask <length>     destination address grouping prefix length
  --hashlimit-name <name>          name for /proc/net/ipt_hashlimit
  --hashlimit-burst <num>\t    number to match in a burst, default 5
  --hashlimit-htable-size <num>    number of hashtable buckets
  --hashlimit-htable-max <num>     number of hashtable entries
  --hashlimit-htable-gcinterval    interval between garbage collection runs
  --hashlimit-htable-expire        after which time are idle entries expired?
  --hashlimit-rate-match           rate match the flow without rate-limiting it
  --hashlimit-rate-interval        interval in seconds for hashlimit-rate-match

`;

export const U32_HELP = `u32 match options:
[!] --u32 tests
\t\ttests := location "=" value | tests "&&" location "=" value
\t\tvalue := range | value "," range
\t\trange := number | number ":" number
\t\tlocation := number | location operator number
\t\toperator := "&" | "<<" | ">>" | "@"
`;

export const HELPER_HELP = `helper match options:
[!] --helper string        Match helper identified by string
`;

export const DEVGROUP_HELP = `devgroup match options:
[!] --src-group value[/mask]\tMatch device group of incoming device
[!] --dst-group value[/mask]\tMatch device group of outgoing device
`;

export const CPU_HELP = `cpu match options:
[!] --cpu number   Match CPU number
`;

export const NFQUEUE_HELP = `NFQUEUE target options
  --queue-num value            Send packet to QUEUE number <value>.
                               Valid queue numbers are 0-65535
  --queue-balance first:last   Balance flows between queues <value> to <value>.
  --queue-bypass               Bypass Queueing if no queue instance exists.
  --queue-cpu-fanout\tUse current CPU (no hashing)
`;
