import type { DropCause } from '../drop';
import { endpoint, formatIp, IPV6_ANY, type IpAddress } from '../../packet/ipv6-address';
import type { PacketHead, WalkStep } from '../step';
import { cause, deniedBy, hint } from './en-causes';
import { dns, dnsTold } from './en-dns';
import { proxied, proxy } from './en-proxy';
import { service, through } from './en-services';
import type { WalkWords } from './words';

export const english: WalkWords = {
  step,
  packet,
  through,
  dnsTold,
  proxied,
  hint,
  headless: (summary) => summary,
  nothingSent: () => 'No packet was sent.',
  nameUnknown: ({ name, asked }, place) =>
    `${place} does not know the name ${name} (asked: ${asked.map((a) => SOURCE[a] ?? a).join(', ')}), so nothing was sent to it.`,
  nameNotAsked: (name) => `The name ${name} could not be looked up.`,
  policyIgnored,
  answered: (target) => `The packet reached ${target} and the answer came back.`,
  delivered: (target) => `The packet reached ${target}; no answer came, and none was lost on the way.`,
  ended: (failed) => {
    const { which, place, target, step: drop } = failed;
    const start =
      which === 'request'
        ? `The packet to ${target} ended at ${place}`
        : `The packet reached ${target}, but the answer ended at ${place}`;
    return `${start}: ${cause(failed)} (${drop.reason}).`;
  },
  remedies: (commands) =>
    `Tried on a copy of the lab, it passes after ${commands.map((c) => `\`${c}\``).join(' and ')}.`,
  instead: (command) => `Tried on a copy of the lab, it succeeds when \`${command}\` is typed instead.`,
  times: (count) => `${count} alike`,
  connection: (head, segments) => `TCP connection ${ends(head)}: ${segments} segments`,
};

const SOURCE: Readonly<Record<string, string>> = { files: '/etc/hosts', dns: 'DNS' };

function packet(head: PacketHead): string {
  switch (head.kind) {
    case 'arp':
      return head.op === 'request'
        ? `ARP who has ${formatIp(head.target)}? tell ${formatIp(head.sender)}`
        : `ARP reply ${formatIp(head.sender)} is at ${head.mac}`;
    case 'nd':
      return head.op === 'solicitation'
        ? `NS who has ${head.target}?${head.sender === '::' ? ' (duplicate detection)' : ` tell ${head.sender}`}`
        : `NA ${head.target} is at ${head.mac ?? '?'}`;
    case 'echo':
      return `${icmp(head.source)} echo ${head.op} ${formatIp(head.source)} → ${formatIp(head.destination)}`;
    case 'icmp-error':
      return `${icmp(head.source)} ${icmpError(head.type, head.code, head.source)} ${formatIp(head.source)} → ${formatIp(head.destination)}, about ${packet(head.about)}`;
    case 'stp':
      return head.type === 'config' ? 'STP configuration' : 'STP topology change';
    case 'tunnel': {
      const how = head.how === 'gre' ? 'GRE' : 'IP-in-IP';
      return `${how} ${formatIp(head.source)} → ${formatIp(head.destination)} [${packet(head.inner)}]`;
    }
    case 'udp':
      return `UDP ${ends(head)}`;
    case 'tcp': {
      const bytes = head.bytes === 0 ? '' : `, ${head.bytes} bytes`;
      return `TCP ${head.flags.join(', ')} ${ends(head)}${bytes}`;
    }
  }
}

/** `10.0.0.1:40000 → 10.0.0.2:80`. */
function ends(head: Extract<PacketHead, { kind: 'tcp' | 'udp' }>): string {
  return `${endpoint(head.source, head.sourcePort)} → ${endpoint(head.destination, head.destinationPort)}`;
}

/** RFC 792, RFC 1812 5.2.7.1, in the words that ping and traceroute users know. */
const UNREACHABLE: ReadonlyMap<number, string> = new Map([
  [0, 'network unreachable'],
  [1, 'host unreachable'],
  [2, 'protocol unreachable'],
  [3, 'port unreachable'],
  [4, 'fragmentation needed'],
  [9, 'network prohibited'],
  [10, 'host prohibited'],
  [13, 'administratively prohibited'],
]);

/** RFC 4443 3.1. */
const UNREACHABLE6: readonly string[] = [
  'no route',
  'administratively prohibited',
  'beyond scope of source address',
  'address unreachable',
  'port unreachable',
];

type ErrorType = Extract<PacketHead, { kind: 'icmp-error' }>['type'];

function icmpError(type: ErrorType, code: number, source: IpAddress): string {
  if (type === 'packet-too-big') return 'packet too big';
  if (type === 'parameter-problem') return 'parameter problem';
  if (typeof source === 'string' && type === 'destination-unreachable') {
    return UNREACHABLE6[code] ?? `unreachable (code ${code})`;
  }
  if (type === 'destination-unreachable') return UNREACHABLE.get(code) ?? `unreachable (code ${code})`;
  if (type === 'redirect') return 'redirect';
  return code === 0 ? 'time exceeded' : 'reassembly time exceeded';
}

/** The protocol that messages of a family are of. */
function icmp(address: IpAddress): string {
  return typeof address === 'string' ? 'ICMPv6' : 'ICMP';
}

function step(s: WalkStep): string {
  switch (s.type) {
    case 'originate':
      return `${s.what} to ${formatIp(s.destination)}`;
    case 'resolve':
      return s.address === undefined ? `nobody knows the name ${s.name}` : `${s.name} is ${formatIp(s.address)}`;
    case 'route': {
      const rejected = s.rejected.map((r) => `not ${r.text} (${REJECTED[r.rejected ?? 'less-specific']})`);
      const rule = s.rule === undefined ? '' : `, by policy rule "${s.rule}"`;
      const to = `route to ${formatIp(s.destination)}`;
      const chosen = s.chosen ? `${s.chosen.text} (table ${s.chosen.table}${rule})` : `none matches${rule}`;
      return [`${to}: ${chosen}`, ...rejected].join('; ');
    }
    case 'neighbour':
      return {
        hit: `neighbour ${formatIp(s.address)} is at ${s.mac ?? '?'}${s.state === undefined ? '' : ` (${s.state})`}`,
        resolved: `neighbour ${formatIp(s.address)} answered: ${s.mac ?? '?'}`,
        resolving: `neighbour ${formatIp(s.address)} is unknown: ask by ${typeof s.address === 'string' ? 'neighbour solicitation' : 'ARP'}, and wait`,
        failed: `neighbour ${formatIp(s.address)} never answered`,
      }[s.result];
    case 'arp':
      if (s.op === 'reply') {
        const ignored = s.answered ? '' : ', ignored: ARP is off on this device';
        return `ARP answer from ${formatIp(s.sender)}${ignored}`;
      }
      return `ARP "who has ${formatIp(s.target)}? tell ${formatIp(s.sender)}": ${
        s.answered ? 'that is me' : SILENCE[s.why ?? 'not-ours']
      }`;
    case 'nd':
      if (s.op === 'advertisement') return `NA: ${s.target} answered`;
      return `NS "who has ${s.target}?" from ${s.sender === '::' ? 'one that looks for duplicates' : s.sender}: ${
        s.answered ? 'that is me' : 'not me'
      }`;
    case 'duplicate':
      return `somebody else has ${s.address} too: it will not be used`;
    case 'service':
      return service(s.facts);
    case 'proxy':
      return proxy(s.facts);
    case 'dns':
      return dns(s.facts);
    case 'transmit':
      return `out, to ${s.to}`;
    case 'receive':
      return `in, from ${s.from}`;
    case 'bridge': {
      const moved = s.learned?.before === undefined ? '' : ` and no longer behind ${s.learned.before}`;
      return [
        ...(s.learned ? [`${s.learned.mac} is behind ${s.from ?? '?'}${moved}`] : []),
        ports(s.decision, s.ports),
        ...(s.filtered ?? []).map(({ port, why }) => `not to ${port}: ${FILTERED[why]}`),
      ].reduce((text, part, i) => (i === 0 ? `bridge ${s.bridge}: ${part}` : `${text}; ${part}`), '');
    }
    case 'switch':
      return `switch ${s.name}: ${ports(s.decision, s.ports)}`;
    case 'encapsulate':
      return `${encapsulated(s)}, ${s.bytes} bytes`;
    case 'decapsulate':
      return `taken out of ${tunnel(s)} from ${formatIp(s.source)}`;
    case 'forward':
      return `forwarded, TTL now ${s.ttl}`;
    case 'fragment':
      return `cut into ${s.pieces} fragments for an MTU of ${s.mtu}`;
    case 'reassemble':
      return `put together from ${s.pieces} fragments`;
    case 'learn':
      return s.gateway === undefined
        ? `remembers that packets to ${formatIp(s.destination)} may have ${s.mtu ?? '?'} bytes`
        : `remembers that packets to ${formatIp(s.destination)} go to ${formatIp(s.gateway)}`;
    case 'deliver':
      return `delivered: ${s.what}`;
    case 'reply':
      return `answers: ${s.what}`;
    case 'report':
      return `tells the sender by ICMP: ${icmpError(s.error, s.code, s.inet6 ? IPV6_ANY : (0 as IpAddress))}`;
    case 'conntrack': {
      const tuples = s.original === undefined ? '' : ` of ${s.original}, whose answers are ${s.reply ?? '?'}`;
      return s.state === 'INVALID'
        ? 'conntrack knows no connection for it: INVALID'
        : `conntrack: ${s.state}${s.direction === 'reply' ? ', an answer' : ''}${tuples}`;
    }
    case 'rule':
      return `${s.hook}, table ${s.table}, rule ${s.number} of ${s.chain}: ${s.rule}`;
    case 'policy':
      return `table ${s.table}: no rule of ${s.chain} decided, its policy is ${s.verdict}`;
    case 'nat':
      return `NAT changes the ${s.end} from ${s.before} to ${s.after}`;
    case 'program': {
      const where = { endpoint: 'to the Pod behind', tunnel: 'into the tunnel', stack: 'to the network stack' }[
        s.decision
      ];
      return `eBPF ${s.program}: identity ${s.from} → ${s.to} may pass, ${where}${s.out === undefined ? '' : ` ${s.out}`}`;
    }
    case 'policy-ignored':
      return `note: ${policyIgnored(s.cause)}`;
    case 'drop':
      return `dropped, ${s.reason}${s.verdict === undefined ? '' : ` (Cilium, eBPF: ${s.verdict})`}: ${cause({ step: s, cause: s.cause, place: s.host, which: 'request', target: '' })}`;
  }
}

const REJECTED = {
  'less-specific': 'its prefix is shorter',
  'higher-metric': 'its metric is higher',
  'link-down': 'its link is down',
  dead: 'its device is down',
} as const;

const SILENCE = {
  'not-ours': 'not me',
  'sender-is-ours': 'silent, for the sender has an address of mine',
  'reverse-path': 'silent, for the way back to the sender leads elsewhere (rp_filter)',
  arp_ignore: 'silent, because of arp_ignore',
  arp_filter: 'silent, because of arp_filter',
  noarp: 'silent, ARP is off on this device',
} as const;

const FILTERED = {
  'same-port': 'it came from there',
  isolated: 'both ports are isolated',
  state: 'the port does not forward',
  'flood-off': 'flooding is off there',
  mtu: 'it is larger than its MTU',
} as const;

function ports(decision: 'forward' | 'flood' | 'local', names: readonly string[]): string {
  if (decision === 'local') return 'for the host itself';
  const where = names.length === 0 ? 'nowhere' : names.join(', ');
  return decision === 'forward' ? `forward to ${where}` : `flood to ${where}`;
}

type Encapsulation = Extract<WalkStep, { type: 'encapsulate' }>;

function encapsulated(s: Encapsulation): string {
  const to = formatIp(s.destination);
  if (s.how !== 'vxlan') return `put into ${tunnel(s)} for ${to}`;
  const why = s.known ? 'where this MAC is' : 'one of those that get what nobody knows';
  return `put into ${tunnel(s)} for ${to}, UDP port ${s.sourcePort ?? '?'} → ${s.port ?? '?'} (${why})`;
}

function tunnel({ how, vni, key }: Pick<Encapsulation, 'how' | 'vni' | 'key'>): string {
  if (how === 'vxlan') return `a VXLAN packet, VNI ${vni ?? '?'}`;
  return how === 'gre' ? `a GRE packet${key === undefined ? '' : `, key ${key}`}` : 'an IP-in-IP packet';
}

function policyIgnored(cause: Extract<DropCause, { readonly code: 'network-policy' }>): string {
  return `${deniedBy(cause)}; nothing here enforces NetworkPolicy (flannel does not), so the packet passes. Calico, Cilium, kindnet or Weave Net would drop it.`;
}
