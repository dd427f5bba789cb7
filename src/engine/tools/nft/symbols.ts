/** Words that nft has for numbers, by the name of the type (src/datatype.c, src/proto.c, src/ct.c, src/meta.c, src/fib.c of nftables 1.0.6). */

function table(words: string): ReadonlyMap<string, number> {
  return new Map(
    words.split(' ').map((word): [string, number] => {
      const [name = '', number = ''] = word.split('=');
      return [name, Number(number)];
    }),
  );
}

export const SYMBOLS: ReadonlyMap<string, ReadonlyMap<string, number>> = new Map([
  ['icmp_type', table('echo-reply=0 destination-unreachable=3 source-quench=4 redirect=5 echo-request=8 router-advertisement=9 router-solicitation=10 time-exceeded=11 parameter-problem=12 timestamp-request=13 timestamp-reply=14 info-request=15 info-reply=16 address-mask-request=17 address-mask-reply=18')],
  ['icmp_code', table('net-unreachable=0 host-unreachable=1 prot-unreachable=2 port-unreachable=3 frag-needed=4 net-prohibited=9 host-prohibited=10 admin-prohibited=13')],
  ['icmpv6_type', table('destination-unreachable=1 packet-too-big=2 time-exceeded=3 parameter-problem=4 echo-request=128 echo-reply=129 mld-listener-query=130 mld-listener-report=131 mld-listener-done=132 mld-listener-reduction=132 nd-router-solicit=133 nd-router-advert=134 nd-neighbor-solicit=135 nd-neighbor-advert=136 nd-redirect=137 router-renumbering=138 ind-neighbor-solicit=141 ind-neighbor-advert=142 mld2-listener-report=143')],
  ['icmpv6_code', table('no-route=0 admin-prohibited=1 addr-unreachable=3 port-unreachable=4 policy-fail=5 reject-route=6')],
  ['icmpx_code', table('port-unreachable=1 admin-prohibited=3 no-route=0 host-unreachable=2')],
  ['tcp_flag', table('fin=1 syn=2 rst=4 psh=8 ack=16 urg=32 ecn=64 cwr=128')],
  ['ct_state', table('invalid=1 established=2 related=4 new=8 untracked=64')],
  ['ct_dir', table('original=0 reply=1')],
  ['ct_status', table('expected=1 seen-reply=2 assured=4 confirmed=8 snat=16 dnat=32 dying=512')],
  ['dscp', table('cs0=0 cs1=8 cs2=16 cs3=24 cs4=32 cs5=40 cs6=48 cs7=56 df=0 be=0 lephb=1 af11=10 af12=12 af13=14 af21=18 af22=20 af23=22 af31=26 af32=28 af33=30 af41=34 af42=36 af43=38 va=44 ef=46')],
  ['ecn', table('not-ect=0 ect1=1 ect0=2 ce=3')],
  ['pkt_type', table('host=0 unicast=0 broadcast=1 multicast=2 other=3')],
  ['fib_addrtype', table('unspec=0 unicast=1 local=2 broadcast=3 anycast=4 multicast=5 blackhole=6 unreachable=7 prohibit=8')],
  ['nf_proto', table('ipv4=2 ipv6=10')],
  ['ether_type', table('ip=2048 arp=2054 ip6=34525 8021q=33024 8021ad=34984 vlan=33024')],
  ['boolean', table('exists=1 missing=0')],
  ['day', table('Sunday=0 Monday=1 Tuesday=2 Wednesday=3 Thursday=4 Friday=5 Saturday=6')],
  ['level', table('emerg=0 alert=1 crit=2 err=3 warn=4 notice=5 info=6 debug=7 audit=8')],
]); // prettier-ignore

/** Types whose values are bits that may be given together: `ct state established,related`. */
export const BIT_TYPES: ReadonlySet<string> = new Set(['ct_state', 'ct_status', 'tcp_flag']);

const PAYLOAD: Readonly<Record<string, string>> = {
  ip: 'version=integer hdrlength=integer dscp=dscp ecn=ecn length=integer id=integer frag-off=integer ttl=integer protocol=inet_proto checksum=integer saddr=ipv4_addr daddr=ipv4_addr',
  ip6: 'version=integer dscp=dscp ecn=ecn flowlabel=integer length=integer nexthdr=inet_proto hoplimit=integer saddr=ipv6_addr daddr=ipv6_addr',
  tcp: 'sport=inet_service dport=inet_service sequence=integer ackseq=integer doff=integer reserved=integer flags=tcp_flag window=integer checksum=integer urgptr=integer',
  udp: 'sport=inet_service dport=inet_service length=integer checksum=integer',
  th: 'sport=inet_service dport=inet_service',
  sctp: 'sport=inet_service dport=inet_service vtag=integer checksum=integer',
  icmp: 'type=icmp_type code=icmp_code checksum=integer id=integer sequence=integer mtu=integer gateway=integer',
  icmpv6: 'type=icmpv6_type code=icmpv6_code checksum=integer id=integer sequence=integer mtu=integer',
  ether: 'saddr=ether_addr daddr=ether_addr type=ether_type',
  vlan: 'id=integer dei=integer pcp=integer type=ether_type',
  arp: 'htype=integer ptype=ether_type hlen=integer plen=integer operation=integer',
};

function types(words: string): ReadonlyMap<string, string> {
  return new Map(words.split(' ').map((word) => word.split('=') as [string, string]));
}

/** The fields of each header with the names of their types. */
export const PAYLOAD_FIELDS: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map(
  Object.entries(PAYLOAD).map(([protocol, words]) => [protocol, types(words)]),
);

export const META_KEYS = types(
  'length=integer protocol=ether_type nfproto=nf_proto l4proto=inet_proto priority=tc_handle mark=mark iif=iface_index iifname=ifname iiftype=iface_type oif=iface_index oifname=ifname oiftype=iface_type skuid=uid skgid=gid nftrace=bit pkttype=pkt_type cpu=integer iifgroup=devgroup oifgroup=devgroup cgroup=integer random=integer time=time hour=hour day=day ibrname=ifname obrname=ifname',
);

/** Keys that may stand without `meta`. */
export const BARE_META: ReadonlySet<string> = new Set(['iif', 'iifname', 'iiftype', 'oif', 'oifname', 'oiftype', 'mark', 'skuid', 'skgid', 'nftrace', 'iifgroup', 'oifgroup', 'cgroup', 'ibrname', 'obrname']); // prettier-ignore

export const CT_KEYS = types(
  'state=ct_state direction=ct_dir status=ct_status mark=mark expiration=time_ms helper=string l3proto=nf_proto protocol=inet_proto saddr=addr daddr=addr proto-src=inet_service proto-dst=inet_service bytes=integer packets=integer zone=integer id=integer',
);

/** Bits that a type of key has, for describing it and for what may be asked of it. */
export const TYPE_WORDS: ReadonlyMap<string, readonly [words: string, bits: number]> = new Map([
  ['ipv4_addr', ['IPv4 address', 32]],
  ['ipv6_addr', ['IPv6 address', 128]],
  ['ether_addr', ['Ethernet address', 48]],
  ['inet_proto', ['Internet protocol', 8]],
  ['inet_service', ['internet network service', 16]],
  ['mark', ['packet mark', 32]],
  ['ifname', ['network interface name', 128]],
  ['icmp_type', ['ICMP type', 8]],
  ['icmpv6_type', ['ICMPv6 type', 8]],
  ['ct_state', ['conntrack state', 32]],
  ['tcp_flag', ['TCP flag', 8]],
  ['dscp', ['Differentiated Services Code Point', 6]],
  ['ether_type', ['Ethernet protocol', 16]],
  ['integer', ['integer', 0]],
  ['verdict', ['netfilter verdict', 32]],
]);
