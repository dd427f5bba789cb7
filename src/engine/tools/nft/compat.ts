import { formatIp } from '../../packet/ipv6-address';
import { formatIpv4, maskOf, type Ipv4 } from '../../packet/address';
import type { NetfilterSocket } from '../../kernel/netfilter/control';
import type { ChainRecord, Inverted, Masked, Match, PortRange, Prefix6, RuleRecord, Selector, TableRecord, Target } from '../../kernel/netfilter/model'; // prettier-ignore
import { ruleIds } from '../../kernel/netfilter/unread-chain';
import { scalarText, type Format } from './print-value';

/**
 * The tables of iptables as nft lists them: iptables-nft keeps them in nf_tables, and nft asks libxtables what the extensions mean
 * (xt_stmt_xlate of src/xt.c; the `xlate` functions of iptables 1.8.9).
 */

/** Whether a table has what only iptables understands: nft warns of such alone. */
export function isForeign({ chains }: TableRecord): boolean {
  const foreign = ({ matches, target }: RuleRecord): boolean =>
    (target !== undefined && !NATIVE_TARGETS.has(target.target)) ||
    matches.some(({ match }) => !NATIVE_MATCHES.has(match));
  return [...chains.values()].some(({ rules }) => rules.some(foreign));
}

const NATIVE_TARGETS: ReadonlySet<string> = new Set(['ACCEPT', 'DROP', 'RETURN', 'jump', 'goto', 'NFLOG']);
const NATIVE_MATCHES: ReadonlySet<string> = new Set(['tcp', 'udp', 'mark', 'limit']);

export const WARNING = (family: 'ip' | 'ip6', table: string): string =>
  `# Warning: table ${family} ${table} is managed by ${family === 'ip' ? 'iptables' : 'ip6tables'}-nft, do not touch!\n`; // prettier-ignore

const TYPES: Readonly<Record<string, string>> = { nat: 'nat', mangle: 'filter', raw: 'filter', filter: 'filter', security: 'filter' }; // prettier-ignore

function priorityOf(table: string, hook: string): string {
  if (table !== 'nat') return table;
  if (hook === 'PREROUTING') return 'dstnat';
  return hook === 'POSTROUTING' ? 'srcnat' : hook === 'OUTPUT' ? '-100' : '100';
}

/** A table, or one chain of it. */
export function compatTable(
  family: 'ip' | 'ip6',
  table: TableRecord,
  socket: NetfilterSocket,
  format: Format,
  only?: string,
): string | undefined {
  // prettier-ignore
  const chains = [...table.chains.values()]
    .filter(({ name, absent }) => !absent && (only === undefined || name === only))
    .sort((a, b) => madeAt(a) - madeAt(b));
  if (only !== undefined && chains.length === 0) return undefined;
  let handle = 0;
  const next = (): string => (format.handles ? ` # handle ${++handle}` : '');
  const blocks = chains.map((chain) => chainText(family, table.name, chain, socket, format, next));
  return `table ${family} ${table.name} {${format.handles ? ' # handle 1' : ''}\n${blocks.join('\n')}}\n`;
}

/** The kernel lists chains as they were made: built-in ones with their first rule. */
function madeAt(chain: ChainRecord): number {
  return chain.hook === undefined ? chain.id : (ruleIds(chain)[0] ?? Infinity);
}

function chainText(
  family: 'ip' | 'ip6',
  table: string,
  chain: ChainRecord,
  socket: NetfilterSocket,
  format: Format,
  next: () => string,
): string {
  // prettier-ignore
  const lines = [`\tchain ${chain.name} {${next()}\n`];
  if (chain.hook !== undefined) {
    const type = table === 'mangle' && chain.hook === 'OUTPUT' ? 'route' : (TYPES[table] ?? 'filter');
    lines.push(`\t\ttype ${type} hook ${chain.hook.toLowerCase()} priority ${priorityOf(table, chain.hook)}; policy ${(chain.policy ?? 'ACCEPT').toLowerCase()};\n`); // prettier-ignore
  }
  for (const rule of chain.rules) lines.push(`\t\t${ruleText(family, rule, socket, format)}${next()}\n`);
  return `${lines.join('')}\t}\n`;
}

function ruleText(family: 'ip' | 'ip6', rule: RuleRecord, socket: NetfilterSocket, format: Format): string {
  const { packets, bytes } = socket.counter(rule.id);
  const header = rule.matches.find(({ match }) => match === 'tcp' || match === 'udp');
  const parts = [
    ...selectorText(family, rule.selector, header !== undefined && hasPorts(header), format),
    ...rule.matches
      .map((match) => matchText(family, match, rule.selector, format))
      .filter((text) => text !== undefined),
    format.stateless ? 'counter' : `counter packets ${packets} bytes ${bytes}`,
  ];
  if (rule.target) parts.push(targetText(family, rule.target));
  return parts.join(' ');
}

function hasPorts(match: Match): boolean {
  return 'sourcePorts' in match || 'destinationPorts' in match || 'flags' in match;
}

function not(condition: Inverted): string {
  return condition.inverted ? '!= ' : '';
}

function selectorText(family: 'ip' | 'ip6', selector: Selector, header: boolean, format: Format): readonly string[] {
  const parts: string[] = [];
  const device = (word: string, asked: Selector['in']): void => {
    if (asked) parts.push(`${word} ${not(asked)}"${asked.name.replace(/\+$/, '*')}"`);
  };
  device('iifname', selector.in);
  device('oifname', selector.out);
  const { source, destination, source6, destination6, protocol } = selector;
  if (source ?? source6) parts.push(`${family} saddr ${networkText(source ?? source6)}`);
  if (destination ?? destination6) parts.push(`${family} daddr ${networkText(destination ?? destination6)}`);
  if (protocol && protocol.number !== 0 && (!header || protocol.inverted)) {
    parts.push(`meta l4proto ${not(protocol)}${scalarText(protocol.number, 'inet_proto', format)}`);
  }
  return parts;
}

function networkText(network: (Inverted & (Masked | Prefix6)) | undefined): string {
  if (!network) return '';
  const length = 'mask' in network ? lengthOf(network.mask) : network.prefixLength;
  const whole = typeof network.address === 'number' ? 32 : 128;
  if (length === undefined && 'mask' in network) return `& ${formatIpv4(network.mask)} ${network.inverted ? '!=' : '=='} ${formatIpv4(network.address)}`; // prettier-ignore
  return `${not(network)}${formatIp(network.address)}${length === whole ? '' : `/${length}`}`;
}

function lengthOf(mask: Ipv4): number | undefined {
  for (let length = 0; length <= 32; length++) if (maskOf(length) === mask) return length;
  return undefined;
}

function portsText({ from, to }: PortRange): string {
  return from === to ? String(from) : `${from}-${to}`;
}

const FLAGS = ['fin', 'syn', 'rst', 'psh', 'ack', 'urg'];

function flagsText(bits: number): string {
  return FLAGS.filter((_, at) => (bits & (1 << at)) !== 0).join(',') || '0x0';
}

/** `undefined`: nothing is printed; an empty text leaves its space. */
function matchText(family: 'ip' | 'ip6', match: Match, { protocol }: Selector, format: Format): string | undefined {
  switch (match.match) {
    case 'tcp':
    case 'udp': {
      const parts: string[] = [];
      const { sourcePorts, destinationPorts } = match;
      if (sourcePorts) parts.push(`${match.match} sport ${not(sourcePorts)}${portsText(sourcePorts)}`);
      if (destinationPorts) parts.push(`${match.match} dport ${not(destinationPorts)}${portsText(destinationPorts)}`);
      if (match.match === 'tcp' && match.flags) {
        const { flags } = match;
        parts.push(`tcp flags ${not(flags)}${flagsText(flags.set)} / ${flagsText(flags.mask)}`);
      }
      return parts.length === 0 ? undefined : parts.join(' ');
    }
    case 'icmp':
      return `icmp type ${not(match)}${scalarText(match.type, 'icmp_type', format)}`;
    case 'icmp6':
      return `icmpv6 type ${not(match)}${scalarText(match.type, 'icmpv6_type', format)}`;
    case 'multiport': {
      const field = match.which === 'source' ? 'sport' : 'dport';
      return `${protocol?.number === 6 ? 'tcp' : protocol?.number === 17 ? 'udp' : 'th'} ${field} ${not(match)}{ ${match.ports.map(portsText).join(', ')} }`;
    }
    case 'conntrack': {
      const { states, statuses } = match;
      if (states) return `ct state ${not(states)}${states.any.map((state) => state.toLowerCase()).join(',')}`;
      return statuses ? `ct status ${not(statuses)}${statuses.any.map((state) => state.toLowerCase().replace('_', '-')).join(',')}` : 'xt match "conntrack"'; // prettier-ignore
    }
    case 'state':
      return `ct state ${not(match)}${match.any.map((state) => state.toLowerCase()).join(',')}`;
    case 'comment':
      return '';
    case 'mark':
    case 'connmark': {
      const name = match.match === 'mark' ? 'meta mark' : 'ct mark';
      const hex = (value: number): string => scalarText(value, 'mark', format);
      if (match.mask === 0xffffffff) return `${name} ${not(match)}${hex(match.value)}`;
      return `${name} & ${hex(match.mask)} ${match.inverted ? '!=' : '=='} ${hex(match.value)}`;
    }
    case 'addrtype': {
      const asked = (word: string, one: typeof match.source): string[] => one ? [`fib ${word}${match.limitIn ? ' . iif' : match.limitOut ? ' . oif' : ''} type ${not(one)}${one.types.map((type) => type.toLowerCase()).join(',')}`] : []; // prettier-ignore
      return [...asked('saddr', match.source), ...asked('daddr', match.destination)].join(' ');
    }
    case 'statistic':
      if (match.mode === 'nth') return `numgen inc mod ${match.every} ${match.inverted ? '!=' : '=='} ${match.packet}`;
      return `meta random & 2147483647 ${match.inverted ? '>=' : '<'} ${match.probability}`;
    case 'mac':
      return `ether saddr ${not(match)}${match.source}`;
    case 'iprange': {
      const range = (word: string, one: typeof match.source): string[] => one ? [`${family} ${word} ${not(one)}${formatIp(one.from)}-${formatIp(one.to)}`] : []; // prettier-ignore
      return [...range('saddr', match.source), ...range('daddr', match.destination)].join(' ');
    }
    case 'limit':
      return limitText(match);
    case 'length':
      return `meta length ${not(match)}${portsText(match)}`;
    case 'ttl':
      return `ip ttl ${match.compare === 'eq' ? not(match) : match.compare === 'lt' ? '< ' : '> '}${match.value}`;
    case 'dscp':
      return `ip dscp ${not(match)}0x${match.value.toString(16).padStart(2, '0')}`;
    case 'pkttype':
      return `meta pkttype ${not(match)}${match.type}`;
    case 'owner':
      return match.uid ? `meta skuid ${not(match.uid)}${portsText(match.uid)}` : match.gid ? `meta skgid ${not(match.gid)}${portsText(match.gid)}` : undefined; // prettier-ignore
    default:
      return `xt match "${match.match}"`;
  }
}

const UNITS: readonly (readonly [unit: string, us: number])[] = [['second', 1e6], ['minute', 6e7], ['hour', 3.6e9], ['day', 8.64e10]]; // prettier-ignore

function limitText({ averageUs, burst }: Extract<Match, { match: 'limit' }>): string {
  const [unit, us] = UNITS.find(([, each]) => each >= averageUs) ?? ['day', 8.64e10];
  return `limit rate ${Math.round(us / averageUs)}/${unit}${burst === 5 ? '' : ` burst ${burst} packets`}`;
}

function targetText(family: 'ip' | 'ip6', target: Target): string {
  switch (target.target) {
    case 'ACCEPT':
    case 'DROP':
    case 'RETURN':
      return target.target.toLowerCase();
    case 'jump':
    case 'goto':
      return `${target.target} ${target.chain}`;
    case 'REJECT': {
      if (target.with === 'icmp-port-unreachable' || target.with === 'icmp6-port-unreachable') return 'reject';
      if (target.with === 'tcp-reset') return 'reject with tcp reset';
      return `reject with ${family === 'ip' ? 'icmp' : 'icmpv6'} ${target.with.replace(/^icmp6?-/, '').replace('adm-', 'admin-')}`; // prettier-ignore
    }
    case 'LOG': {
      const prefix = target.prefix === undefined ? '' : ` prefix "${target.prefix}"`;
      const level = target.level === undefined || target.level === 4 ? '' : ` level ${LEVELS[target.level] ?? 'debug'}`;
      return `log${prefix}${level}`;
    }
    case 'MASQUERADE':
    case 'REDIRECT':
    case 'DNAT':
    case 'SNAT': {
      const { minAddress, maxAddress, minPort, maxPort, random, fullyRandom, persistent } = target.range;
      const address = minAddress === undefined ? '' : formatIp(minAddress) + (maxAddress === undefined || maxAddress === minAddress ? '' : `-${formatIp(maxAddress)}`); // prettier-ignore
      const port = minPort === undefined ? '' : `:${portsText({ from: minPort, to: maxPort ?? minPort })}`;
      const flags = [random && 'random', fullyRandom && 'fully-random', persistent && 'persistent'].filter((word) => word !== undefined && word !== false); // prettier-ignore
      const to = address + port === '' ? '' : ` to ${address}${port}`;
      return `${target.target.toLowerCase()}${to}${flags.length === 0 ? '' : ` ${flags.join(',')}`}`;
    }
    case 'MARK':
      return `meta mark set ${markText(target.value, target.mask, 'mark')}`;
    case 'CONNMARK':
      if (target.action === 'set') return `ct mark set ${markText(target.value, target.mask, 'ct mark')}`;
      return target.action === 'save' ? 'ct mark set mark' : 'meta mark set ct mark';
    case 'NOTRACK':
      return 'notrack';
    case 'TTL':
      return target.action === 'set' ? `ip ttl set ${target.value}` : 'xt target "TTL"';
    case 'DSCP':
      return `ip dscp set 0x${target.value.toString(16).padStart(2, '0')}`;
    case 'NFLOG':
      return `log${target.prefix === undefined ? '' : ` prefix "${target.prefix}"`} group ${target.group ?? 0}`;
    default:
      return `xt target "${target.target}"`;
  }
}

const LEVELS = ['emerg', 'alert', 'crit', 'err', 'warn', 'notice', 'info', 'debug'];

/** mark_tg_xlate: what is kept of the old mark decides the words. */
function markText(value: number, mask: number, name: string): string {
  const hex = (number: number): string => `0x${(number >>> 0).toString(16)}`;
  if (mask === 0xffffffff) return hex(value);
  if (value === mask) return `${name} or ${hex(value)}`;
  if (mask === 0) return `${name} xor ${hex(value)}`;
  return value === 0 ? `${name} and ${hex(~mask)}` : `${name} and ${hex(~mask)} xor ${hex(value)}`;
}
