/** What `-h` prints for extensions that hardly any rule uses (iptables 1.8.9). */
export const UNUSUAL_HELP = {
  connbytes: `connbytes match options:
 [!] --connbytes from:[to]
     --connbytes-dir [original, reply, both]
     --connbytes-mode [packets, bytes, avgpkt]
`,
  socket: `socket match options:
  --nowildcard     Do not ignore LISTEN sockets bound on INADDR_ANY
  --transparent    Ignore non-transparent sockets
  --restore-skmark Set the packet mark to the socket mark if
                   the socket matches and transparent / 
                   nowildcard conditions are satisfied

`,
  tcpmss: `tcpmss match options:
[!] --mss value[:value]\tMatch TCP MSS range.
\t\t\t\t(only valid for TCP SYN or SYN/ACK packets)
`,
  sctp: `sctp match options
[!] --source-port port[:port]                          match source port(s)
 --sport ...
[!] --destination-port port[:port]                     match destination port(s)
 --dport ...
[!] --chunk-types (all|any|none) (chunktype[:flags])+\tmatch if all, any or none of
\t\t\t\t\t\t        chunktypes are present
chunktypes - DATA INIT INIT_ACK SACK HEARTBEAT HEARTBEAT_ACK ABORT SHUTDOWN SHUTDOWN_ACK ERROR COOKIE_ECHO COOKIE_ACK ECN_ECNE ECN_CWR SHUTDOWN_COMPLETE ASCONF ASCONF_ACK FORWARD_TSN ALL NONE
`,
  policy: `policy match options:
  --dir in|out\t\t\tmatch policy applied during decapsulation/
\t\t\t\tpolicy to be applied during encapsulation
  --pol none|ipsec\t\tmatch policy
  --strict \t\t\tmatch entire policy instead of single element
\t\t\t\tat any position
These options may be used repeatedly, to describe policy elements:
[!] --reqid reqid\t\tmatch reqid
[!] --spi spi\t\t\tmatch SPI
[!] --proto proto\t\tmatch protocol (ah/esp/ipcomp)
[!] --mode mode \t\tmatch mode (transport/tunnel)
[!] --tunnel-src addr/mask\tmatch tunnel source
[!] --tunnel-dst addr/mask\tmatch tunnel destination
  --next \t\t\tbegin next element in policy
`,
  realm: `realm match options:
[!] --realm value[/mask]
\t\t\t\tMatch realm
`,
  esp: `esp match options:
[!] --espspi spi[:spi]
\t\t\t\tmatch spi (range)
`,
  ah: `ah match options:
[!] --ahspi spi[:spi]
\t\t\t\tmatch spi (range)
`,
  ecn: `ECN match options
[!] --ecn-tcp-cwr \t\tMatch CWR bit of TCP header
[!] --ecn-tcp-ece\t\tMatch ECE bit of TCP header
[!] --ecn-ip-ect [0..3]\tMatch ECN codepoint in IPv4/IPv6 header
`,
  cgroup: `cgroup match options:
[!] --path path                 Recursively match path relative to cgroup2 root
[!] --cgroup classid            Match cgroup classid, can't be used with --path
`,
} as const;

export const TPROXY_HELP = `TPROXY target options:
  --on-port port\t\t    Redirect connection to port, or the original port if 0
  --on-ip ip\t\t\t    Optionally redirect to the given IP
  --tproxy-mark value[/mask]\t    Mark packets with the given value/mask

`;
