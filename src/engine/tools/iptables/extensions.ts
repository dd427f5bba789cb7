import type { Match, Target } from '../../kernel/netfilter/model';
import { CONNTRACK, STATE } from './extensions/conntrack';
import { DSCP_MATCH, LENGTH, PKTTYPE, TOS_MATCH, TTL_MATCH } from './extensions/header-matches';
import { AUDIT, CHECKSUM, CLASSIFY, DSCP_TARGET, NETMAP, NFLOG, TCPMSS, TOS_TARGET, TRACE, TTL_TARGET } from './extensions/header-targets'; // prettier-ignore
import { ICMP } from './extensions/icmp';
import { CONNMARK, MARK } from './extensions/mark-targets';
import { CONNLIMIT, QUOTA, RECENT } from './extensions/memory-matches';
import { MULTIPORT } from './extensions/multiport';
import { DNAT, MASQUERADE, REDIRECT, SNAT } from './extensions/nat-targets';
import { OWNER } from './extensions/owner';
import { ADDRTYPE, LIMIT, STATISTIC } from './extensions/rate-matches';
import { COMMENT, CONNMARK_MATCH, IPRANGE, MAC, MARK_MATCH, PHYSDEV } from './extensions/simple-matches';
import { CT, LOG, NOTRACK, REJECT } from './extensions/targets';
import { SET_MATCH, SET_TARGET } from './extensions/set';
import { TIME } from './extensions/time';
import { TCP, UDP } from './extensions/tcp-udp';
import type { Extension } from './extension';
import { STANDARD_HELP } from './help-texts';

/** Every match that is simulated. */
export const MATCHES: readonly Extension<Match>[] = [TCP, UDP, ICMP, MULTIPORT, CONNTRACK, STATE, COMMENT, MARK_MATCH, CONNMARK_MATCH, ADDRTYPE, STATISTIC, MAC, IPRANGE, LIMIT, PHYSDEV, SET_MATCH, LENGTH, TTL_MATCH, DSCP_MATCH, TOS_MATCH, PKTTYPE, OWNER, QUOTA, TIME, CONNLIMIT, RECENT]; // prettier-ignore

function standard(target: 'ACCEPT' | 'DROP' | 'RETURN'): Extension<Target> {
  const load: Extension<Target>['load'] = () => ({ take: () => undefined, finish: () => ({ target }) });
  return { name: target, options: [], help: STANDARD_HELP, load };
}

/** Every target that is simulated. */
export const TARGETS: readonly Extension<Target>[] = [standard('ACCEPT'), standard('DROP'), standard('RETURN'), REJECT, LOG, MARK, CONNMARK, DNAT, SNAT, MASQUERADE, REDIRECT, CT, NOTRACK, SET_TARGET, TTL_TARGET, TOS_TARGET, DSCP_TARGET, TCPMSS, NETMAP, CLASSIFY, NFLOG, TRACE, AUDIT, CHECKSUM]; // prettier-ignore

const MATCH_NAMES = new Map(MATCHES.map((match) => [match.name, match]));
const TARGET_NAMES = new Map(TARGETS.map((target) => [target.name, target]));

/** Extensions that Debian's iptables has and the simulator has not. */
const OTHER_MATCHES = new Set('ah bpf cgroup cluster connbytes connlabel cpu dccp devgroup ecn esp hashlimit helper ipcomp ipvs nfacct osf policy rateest realm rpfilter sctp socket string tcpmss u32'.split(' ')); // prettier-ignore
const OTHER_TARGETS = new Set('CLUSTERIP CONNSECMARK ECN HMARK IDLETIMER LED NFQUEUE QUEUE RATEEST SECMARK SYNPROXY TCPOPTSTRIP TEE TPROXY ULOG'.split(' ')); // prettier-ignore

/** A match by the name after `-m`; `other`: the real iptables has it. */
export function findMatch(name: string): Extension<Match> | 'other' | undefined {
  return MATCH_NAMES.get(name) ?? (OTHER_MATCHES.has(name) ? 'other' : undefined);
}

/** A target by the name after `-j`; undefined: it must be a chain. */
export function findTarget(name: string): Extension<Target> | 'other' | undefined {
  return TARGET_NAMES.get(name) ?? (OTHER_TARGETS.has(name) ? 'other' : undefined);
}
