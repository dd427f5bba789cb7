/** What ip6tables 1.8.9 prints for -h about what only it has. */

export const ICMP6_HELP = `icmpv6 match options:
[!] --icmpv6-type typename	match icmpv6 type
				(or numeric type or type/code)
Valid ICMPv6 Types:
destination-unreachable
   no-route
   communication-prohibited
   beyond-scope
   address-unreachable
   port-unreachable
   failed-policy
   reject-route
packet-too-big
time-exceeded (ttl-exceeded)
   ttl-zero-during-transit
   ttl-zero-during-reassembly
parameter-problem
   bad-header
   unknown-header-type
   unknown-option
echo-request (ping)
echo-reply (pong)
router-solicitation
router-advertisement
neighbour-solicitation (neighbor-solicitation)
neighbour-advertisement (neighbor-advertisement)
redirect
`;

export const HL_HELP = `hl match options:
[!] --hl-eq value	Match hop limit value
  --hl-lt value	Match HL < value
  --hl-gt value	Match HL > value
`;

export const REJECT6_HELP = `REJECT target options:
--reject-with type              drop input packet and send back
                                a reply packet according to type:
Valid reject types:
    icmp6-no-route           	ICMPv6 no route
    no-route                 	alias
    icmp6-adm-prohibited     	ICMPv6 administratively prohibited
    adm-prohibited           	alias
    icmp6-addr-unreachable   	ICMPv6 address unreachable
    addr-unreach             	alias
    icmp6-port-unreachable   	ICMPv6 port unreachable
    port-unreach             	alias
    tcp-reset                	TCP RST packet
    tcp-reset                	alias
    icmp6-policy-fail        	ICMPv6 policy fail
    policy-fail              	alias
    icmp6-reject-route       	ICMPv6 reject route
    reject-route             	alias

`;
