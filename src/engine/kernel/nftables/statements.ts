import type { IpAddress } from '../../packet/ipv6-address';
import { count } from '../netfilter/control';
import type { AnySkb } from '../netfilter/skb';
import { update as updateConnection } from '../netfilter/conntrack';
import { withHops, withService, serviceOf } from '../netfilter/headers';
import { logPacket } from '../netfilter/log';
import { remember, stateOf } from '../netfilter/match-state';
import type { Hook, NatRange, RejectWith } from '../netfilter/model';
import { elementOf, evaluate, mapped, type Asking } from './evaluate';
import { keyText, type NftElement, type NftStatement, type NftValue, type NftVerdict } from './model';
import { compare, fits, type Found } from './values';

type Of<Kind extends NftStatement['statement']> = Extract<NftStatement, { readonly statement: Kind }>;

type NatTarget = { readonly target: 'DNAT' | 'SNAT' | 'MASQUERADE' | 'REDIRECT'; readonly range: NatRange };

/** What a statement says: go on, try the next rule, or an end. */
export type Outcome =
  | 'next'
  | 'break'
  | NftVerdict
  | { readonly verdict: 'reject'; readonly with: RejectWith }
  | { readonly verdict: 'nat'; readonly target: NatTarget };

/** One statement of a rule for a packet. `index` is its place in the rule. */
export function perform(at: Asking, statement: NftStatement, index: number, hook: Hook): Outcome {
  const { world, skb } = at;
  switch (statement.statement) {
    case 'match': {
      const found = evaluate(at, statement.left);
      return found !== undefined && holds(found, statement.op, statement.value) ? 'next' : 'break';
    }
    case 'bits':
      return bitsHold(at, statement) ? 'next' : 'break';
    case 'lookup': {
      const found = evaluate(at, statement.left);
      if (found === undefined) return 'break';
      return (elementOf(at, found, statement.set) !== undefined) !== statement.inverted ? 'next' : 'break';
    }
    case 'verdict':
      return statement;
    case 'vmap': {
      const data = mapped(at, statement.key, statement.map)?.data;
      return typeof data === 'object' && 'verdict' in data ? data : 'break';
    }
    case 'counter':
      count(world, skb.netns, statement.id, skb.packet.length);
      return 'next';
    case 'counter name': {
      const counter = at.table.counters.get(statement.name);
      if (counter) count(world, skb.netns, counter.id, skb.packet.length);
      return 'next';
    }
    case 'limit':
      return limited(at, statement, index) !== statement.over ? 'next' : 'break';
    case 'quota': {
      const place = { rule: at.rule, index };
      const left = (stateOf(world, skb.netns, place).quota ?? statement.bytes - statement.used) - skb.packet.length;
      remember(world, skb.netns, place, { quota: left });
      return left < 0 === statement.over ? 'next' : 'break';
    }
    case 'log': {
      const { prefix, level, flags } = statement;
      if (statement.group === undefined && !statement.audit) {
        logPacket(world, skb, hook, { target: 'LOG', prefix, level, options: logOptions(flags) });
      }
      return 'next';
    }
    case 'reject':
      if (!canReject(skb, statement)) return 'break';
      return { verdict: 'reject', with: rejectWith(at, statement) };
    case 'nat':
    case 'masquerade':
    case 'redirect':
      return nat(at, statement);
    case 'set':
      return assign(at, statement) ? 'next' : 'break';
    case 'update':
      return changeSet(at, statement) ? 'next' : 'break';
    case 'notrack':
      skb.untracked = true;
      return 'next';
  }
}

function holds(found: Found, op: Of<'match'>['op'], value: NftValue): boolean {
  if (op === '==') return fits(found, value);
  if (op === '!=') return !fits(found, value);
  if (typeof found === 'object' || typeof value === 'object') return false;
  const order = compare(found, value);
  if (op === '<') return order < 0;
  if (op === '>') return order > 0;
  return op === '<=' ? order <= 0 : order >= 0;
}

function bitsHold(at: Asking, { left, op, bits, mask }: Of<'bits'>): boolean {
  const found = evaluate(at, left);
  if (typeof found !== 'number') return false;
  const seen = mask === undefined ? found : found & mask;
  switch (op) {
    case 'any':
      return (seen & bits) !== 0;
    case 'none':
      return (seen & bits) === 0;
    case '==':
      return seen === bits;
    case '!=':
      return seen !== bits;
  }
}

/** nft_limit: a bucket of packets, or of bytes, that fills all the time. True while there is something in it. */
function limited({ world, skb, rule }: Asking, { rate, perUs, burst, bytes }: Of<'limit'>, index: number): boolean {
  // prettier-ignore
  const place = { rule, index };
  const each = perUs / rate;
  const full = bytes ? perUs + burst * each : burst * each;
  const before = stateOf(world, skb.netns, place).limit ?? { atUs: world.nowUs, creditUs: full };
  const credit = Math.min(full, before.creditUs + world.nowUs - before.atUs);
  const cost = bytes ? skb.packet.length * each : each;
  const allowed = credit >= cost;
  remember(world, skb.netns, place, { limit: { atUs: world.nowUs, creditUs: allowed ? credit - cost : credit } });
  return allowed;
}

const LOG_OPTIONS: ReadonlyMap<string, readonly string[]> = new Map([
  ['tcp sequence', ['tcp-sequence']],
  ['tcp options', ['tcp-options']],
  ['ip options', ['ip-options']],
  ['skuid', ['uid']],
  ['ether', ['macdecode']],
  ['all', ['tcp-sequence', 'tcp-options', 'ip-options', 'uid', 'macdecode']],
]);

function logOptions(flags: readonly string[]): readonly string[] {
  return flags.flatMap((flag) => LOG_OPTIONS.get(flag) ?? []);
}

const ICMP_CODES: ReadonlyMap<number, RejectWith> = new Map([
  [0, 'icmp-net-unreachable'],
  [1, 'icmp-host-unreachable'],
  [2, 'icmp-proto-unreachable'],
  [3, 'icmp-port-unreachable'],
  [9, 'icmp-net-prohibited'],
  [10, 'icmp-host-prohibited'],
  [13, 'icmp-admin-prohibited'],
]);
const ICMP6_CODES: ReadonlyMap<number, RejectWith> = new Map([
  [0, 'icmp6-no-route'],
  [1, 'icmp6-adm-prohibited'],
  [3, 'icmp6-addr-unreachable'],
  [4, 'icmp6-port-unreachable'],
  [5, 'icmp6-policy-fail'],
  [6, 'icmp6-reject-route'],
]);
/** icmp_code_v4 and icmp_code_v6 of net/netfilter/nft_reject.c: no route, port, host, administratively prohibited. */
const ICMPX4 = [0, 3, 1, 13];
const ICMPX6 = [0, 4, 3, 1];

/** The dependency that nft adds: a reset is for TCP, codes of a family for its packets. */
function canReject({ packet }: AnySkb, { kind }: Of<'reject'>): boolean {
  if (kind === 'tcp reset') return packet.payload.kind === 'tcp';
  return kind === 'icmpx' || (kind === 'icmp') === (packet.kind === 'ipv4');
}

function rejectWith({ skb }: Asking, { kind, code }: Of<'reject'>): RejectWith {
  if (kind === 'tcp reset') return 'tcp-reset';
  if (skb.packet.kind === 'ipv4') return ICMP_CODES.get(kind === 'icmpx' ? (ICMPX4[code] ?? 3) : code) ?? 'icmp-port-unreachable'; // prettier-ignore
  return ICMP6_CODES.get(kind === 'icmpx' ? (ICMPX6[code] ?? 4) : code) ?? 'icmp6-port-unreachable';
}

function nat(at: Asking, statement: Of<'nat'> | Of<'masquerade'> | Of<'redirect'>): Outcome {
  const { random, fullyRandom, persistent } = statement.options;
  const range: { -readonly [Key in keyof NatRange]: NatRange[Key] } = {
    ...(random && { random }),
    ...(fullyRandom && { fullyRandom }),
    ...(persistent && { persistent }),
  };
  const setPort = (low: number, high: number): void => {
    range.minPort = low;
    range.maxPort = high;
  };
  if (statement.port) {
    const { port } = statement;
    if (port.expr === 'value' && typeof port.value === 'object' && 'from' in port.value) {
      setPort(Number(port.value.from), Number(port.value.to));
    } else {
      const found = evaluate(at, port);
      if (typeof found !== 'number') return 'break';
      setPort(found, found);
    }
  }
  if (statement.statement !== 'nat') {
    return { verdict: 'nat', target: { target: statement.statement === 'masquerade' ? 'MASQUERADE' : 'REDIRECT', range } }; // prettier-ignore
  }
  const { address } = statement;
  if (address) {
    const limits = boundsOf(at, address);
    if (!limits) return 'break';
    range.minAddress = limits.from as IpAddress;
    range.maxAddress = limits.to as IpAddress;
    if (limits.port !== undefined) setPort(limits.port, limits.port);
  }
  return { verdict: 'nat', target: { target: statement.nat === 'dnat' ? 'DNAT' : 'SNAT', range } };
}

/** The addresses that NAT may choose from, with the port that a map of both gives. */
function boundsOf(
  at: Asking,
  address: NonNullable<Of<'nat'>['address']>,
): { readonly from: number | string; readonly to: number | string; readonly port?: number } | undefined {
  const value: NftValue | undefined =
    address.expr === 'value' ? address.value : address.expr === 'map' ? dataOf(at, address) : evaluate(at, address);
  if (value === undefined) return undefined;
  if (typeof value !== 'object') return { from: value, to: value };
  if ('from' in value) return { from: value.from, to: value.to };
  if ('base' in value && typeof value.base === 'number') {
    return { from: value.base, to: (value.base | (2 ** (32 - value.length) - 1)) >>> 0 };
  }
  const [first, second] = value as readonly NftValue[];
  if (typeof first === 'object' || first === undefined) return undefined;
  return { from: first, to: first, ...(typeof second === 'number' && { port: second }) };
}

function dataOf(
  at: Asking,
  { key, map }: Extract<NonNullable<Of<'nat'>['address']>, { expr: 'map' }>,
): NftValue | undefined {
  const data = mapped(at, key, map)?.data;
  return data === undefined || (typeof data === 'object' && 'verdict' in data) ? undefined : data;
}

/** `meta mark set …`, `ct mark set …`, and fields of headers. */
function assign(at: Asking, { target, value }: Of<'set'>): boolean {
  const { world, skb } = at;
  const found = evaluate(at, value);
  if (found === undefined || typeof found === 'object') return false;
  if (target.expr === 'meta') {
    if (target.key === 'mark') skb.mark = Number(found) >>> 0;
    return true;
  }
  if (target.expr === 'ct') {
    const { tracked } = skb;
    if (tracked && target.key === 'mark') updateConnection(world, skb.netns, tracked, { ...tracked.entry, mark: Number(found) >>> 0 }); // prettier-ignore
    return true;
  }
  if (target.expr !== 'payload') return true;
  if (target.field === 'ttl' || target.field === 'hoplimit') skb.packet = withHops(skb.packet, Number(found));
  if (target.field === 'dscp') skb.packet = withService(skb.packet, (serviceOf(skb.packet) & 3) | (Number(found) << 2));
  return true;
}

/** nft_dynset_eval: a packet puts an element into a set, renews it, or takes it out. */
function changeSet(at: Asking, { how, set: name, key, timeoutUs, data }: Of<'update'>): boolean {
  const { world, skb, table } = at;
  const set = table.sets.get(name);
  const found = evaluate(at, key);
  if (!set || found === undefined) return false;
  const place = { rule: set.id, index: 0 };
  const elements = new Map(stateOf(world, skb.netns, place).elements ?? []);
  const text = keyText(found);
  if (how === 'delete') {
    elements.delete(text);
    remember(world, skb.netns, place, { elements });
    return true;
  }
  const known = elements.get(text);
  const live = known !== undefined && (known.expiresUs === undefined || known.expiresUs > world.nowUs);
  if (live && how === 'add') return true;
  for (const [each, { expiresUs }] of elements) {
    if (expiresUs !== undefined && expiresUs <= world.nowUs) elements.delete(each);
  }
  if (set.size !== undefined && !live && elements.size + set.elements.size >= set.size) return false;
  const lasts = timeoutUs ?? set.timeoutUs;
  const value = data && evaluate(at, data);
  const element: NftElement = {
    key: found,
    ...(value !== undefined && { data: value }),
    ...(timeoutUs !== undefined && { timeoutUs }),
    ...(lasts !== undefined && { expiresUs: world.nowUs + lasts }),
  };
  elements.set(text, element);
  remember(world, skb.netns, place, { elements });
  return true;
}
