import type { Family } from '../../kernel/netfilter/control';
import type { Match, Target } from '../../kernel/netfilter/model';
import { CONNTRACK, STATE } from './extensions/conntrack';
import { DSCP_MATCH, LENGTH, PKTTYPE, TOS_MATCH, TTL_MATCH } from './extensions/header-matches';
import { AUDIT, CHECKSUM, CLASSIFY, DSCP_TARGET, NETMAP, NFLOG, HL_TARGET, TCPMSS, TOS_TARGET, TRACE, TTL_TARGET } from './extensions/header-targets'; // prettier-ignore
import { ICMP } from './extensions/icmp';
import { CONNMARK, MARK } from './extensions/mark-targets';
import { CONNLIMIT, QUOTA, RECENT } from './extensions/memory-matches';
import { HL, ICMP6, REJECT6 } from './extensions/ipv6';
import { EUI64, FRAG, IPV6HEADER, MH, RT } from './extensions/ipv6-headers';
import { MULTIPORT } from './extensions/multiport';
import { DNAT, MASQUERADE, REDIRECT, SNAT } from './extensions/nat-targets';
import { OWNER } from './extensions/owner';
import { ADDRTYPE, LIMIT, STATISTIC } from './extensions/rate-matches';
import { RPFILTER, STRING } from './extensions/string';
import { COMMENT, CONNMARK_MATCH, IPRANGE, MAC, MARK_MATCH, PHYSDEV } from './extensions/simple-matches';
import { CT, LOG, NOTRACK, REJECT } from './extensions/targets';
import { SET_MATCH, SET_TARGET } from './extensions/set';
import { CPU, DEVGROUP, HELPER, NFQUEUE } from './extensions/rare-matches';
import { HASHLIMIT } from './extensions/hashlimit';
import { U32 } from './extensions/u32';
import { TIME } from './extensions/time';
import { TPROXY } from './extensions/tproxy';
import { UNUSUAL_MATCHES } from './extensions/unusual-matches';
import { TCP, UDP } from './extensions/tcp-udp';
import type { Extension } from './extension';
import { STANDARD_HELP } from './help-texts';

/** Every match that is simulated. */
export const MATCHES: readonly Extension<Match>[] = [TCP, UDP, ICMP, MULTIPORT, CONNTRACK, STATE, COMMENT, MARK_MATCH, CONNMARK_MATCH, ADDRTYPE, STATISTIC, MAC, IPRANGE, LIMIT, PHYSDEV, SET_MATCH, LENGTH, TTL_MATCH, DSCP_MATCH, TOS_MATCH, PKTTYPE, OWNER, QUOTA, TIME, CONNLIMIT, RECENT, RPFILTER, STRING, HASHLIMIT, U32, HELPER, CPU, DEVGROUP, ...UNUSUAL_MATCHES]; // prettier-ignore

function standard(target: 'ACCEPT' | 'DROP' | 'RETURN'): Extension<Target> {
  const load: Extension<Target>['load'] = () => ({ take: () => undefined, finish: () => ({ target }) });
  return { name: target, options: [], help: STANDARD_HELP, load };
}

/** Every target that is simulated. */
export const TARGETS: readonly Extension<Target>[] = [standard('ACCEPT'), standard('DROP'), standard('RETURN'), REJECT, LOG, MARK, CONNMARK, DNAT, SNAT, MASQUERADE, REDIRECT, CT, NOTRACK, SET_TARGET, TTL_TARGET, TOS_TARGET, DSCP_TARGET, TCPMSS, NETMAP, CLASSIFY, NFLOG, TRACE, AUDIT, CHECKSUM, NFQUEUE, TPROXY]; // prettier-ignore

const MATCH_NAMES = new Map(MATCHES.map((match) => [match.name, match]));
const TARGET_NAMES = new Map(TARGETS.map((target) => [target.name, target]));

/** Extensions that Debian's iptables has and the simulator has not. */
const OTHER_MATCHES = new Set('bpf cluster connlabel dccp ipcomp ipvs nfacct osf rateest'.split(' ')); // prettier-ignore
const OTHER_TARGETS = new Set('CLUSTERIP CONNSECMARK ECN HMARK IDLETIMER LED QUEUE RATEEST SECMARK SYNPROXY TCPOPTSTRIP TEE ULOG'.split(' ')); // prettier-ignore

/** What only one of the two has. */
const ONLY_IPV4: ReadonlySet<string> = new Set(['icmp', 'ttl', 'realm', 'TTL', 'CLUSTERIP', 'ECN', 'ULOG']);
const MATCHES6: readonly Extension<Match>[] = [ICMP6, HL, EUI64, FRAG, RT, MH, IPV6HEADER];
const TARGETS6: readonly Extension<Target>[] = [HL_TARGET];
const OTHER_MATCHES6 = new Set(['dst', 'hbh', 'srh']);
const OTHER_TARGETS6 = new Set(['DNPT', 'SNPT']);
const ICMP6_NAMES = ['icmpv6', 'ipv6-icmp'];
const MATCH_NAMES6 = new Map([...MATCHES6, ...MATCHES.filter(({ name }) => !ONLY_IPV4.has(name))].map((m) => [m.name, m])); // prettier-ignore
const TARGET_NAMES6 = new Map([...TARGETS, ...TARGETS6, REJECT6].map((target) => [target.name, target]));

function findMatch6(name: string): Extension<Match> | 'other' | undefined {
  const found = MATCH_NAMES6.get(ICMP6_NAMES.includes(name) ? 'icmp6' : name);
  if (found || ONLY_IPV4.has(name)) return found;
  return OTHER_MATCHES.has(name) || OTHER_MATCHES6.has(name) ? 'other' : undefined;
}

function findTarget6(name: string): Extension<Target> | 'other' | undefined {
  if (ONLY_IPV4.has(name)) return undefined;
  return TARGET_NAMES6.get(name) ?? (OTHER_TARGETS.has(name) || OTHER_TARGETS6.has(name) ? 'other' : undefined);
}

/** Options that only ip6tables has. */
export const OPTIONS6 = [...MATCHES6, HL_TARGET, REJECT6];

/** A match by the name after `-m`; `other`: the real iptables has it. */
export function findMatch(name: string, family: Family = 'inet'): Extension<Match> | 'other' | undefined {
  if (family === 'inet6') return findMatch6(name);
  return MATCH_NAMES.get(name) ?? (OTHER_MATCHES.has(name) ? 'other' : undefined);
}

/** A target by the name after `-j`; undefined: it must be a chain. */
export function findTarget(name: string, family: Family = 'inet'): Extension<Target> | 'other' | undefined {
  if (family === 'inet6') return findTarget6(name);
  return TARGET_NAMES.get(name) ?? (OTHER_TARGETS.has(name) ? 'other' : undefined);
}
