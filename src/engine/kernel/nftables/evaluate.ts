import { lookup } from '../fib';
import { lookup6 } from '../ipv6/fib';
import { typesOf } from '../netfilter/address-type';
import { remember, stateOf } from '../netfilter/match-state';
import type { AnySkb } from '../netfilter/skb';
import { protocolOf } from '../netfilter/tuple';
import { isMulticast6 } from '../../packet/ipv6-address';
import { addressType } from '../fib-table';
import { LAB_EPOCH_MS } from '../clock';
import type { World } from '../world';
import { payloadField } from './fields';
import { isConcat, type NftElement, type NftExpression, type NftTable, type NftValue, type Scalar, type SetRef } from './model'; // prettier-ignore
import { findElement, type Found } from './values';

/** Where an expression is asked: for which packet, in which table, and as which part of which rule. */
export interface Asking {
  readonly world: World;
  readonly skb: AnySkb;
  readonly table: NftTable;
  readonly rule: number;
}

type Of<Kind extends NftExpression['expr']> = Extract<NftExpression, { readonly expr: Kind }>;

/** What an expression is for a packet; undefined ends the rule (NFT_BREAK). */
export function evaluate(at: Asking, expression: NftExpression): Found | undefined {
  switch (expression.expr) {
    case 'payload':
      return payloadField(at.skb, expression.protocol, expression.field);
    case 'meta':
      return metaKey(at, expression.key);
    case 'ct':
      return ctKey(at, expression);
    case 'fib':
      return fib(at, expression);
    case 'numgen': {
      const { mode, modulus, offset } = expression;
      return offset + (mode === 'random' ? at.world.random() % modulus : counted(at, modulus));
    }
    case 'hash': {
      const of = expression.of && evaluate(at, expression.of);
      if (expression.of && of === undefined) return undefined;
      return (hashOf(of ?? flowOf(at.skb), expression.seed ?? 0) % expression.modulus) + expression.offset;
    }
    case 'concat': {
      const parts: Scalar[] = [];
      for (const part of expression.parts) {
        const found = evaluate(at, part);
        if (found === undefined) return undefined;
        if (typeof found === 'object') parts.push(...found);
        else parts.push(found);
      }
      return parts;
    }
    case 'binary':
      return binary(at, expression);
    case 'map': {
      const data = mapped(at, expression.key, expression.map)?.data;
      return data === undefined || (typeof data === 'object' && 'verdict' in data) ? undefined : plain(data);
    }
    case 'value':
      return plain(expression.value);
  }
}

/** The constant, when it is one value or a concatenation of such. */
function plain(value: NftValue): Found | undefined {
  if (typeof value !== 'object') return value;
  if (!isConcat(value)) return 'base' in value ? value.base : 'from' in value ? value.from : undefined;
  return value.every((part): part is Scalar => typeof part !== 'object') ? value : undefined;
}

/** The element that a packet's value leads to. */
export function mapped(at: Asking, key: NftExpression, ref: SetRef): NftElement | undefined {
  const found = evaluate(at, key);
  return found === undefined ? undefined : elementOf(at, found, ref);
}

/** Looks a value up in a set: what is in it for good, what has not expired, and what packets have put there. */
export function elementOf({ world, skb, table }: Asking, found: Found, ref: SetRef): NftElement | undefined {
  if ('anonymous' in ref) return findElement(ref.anonymous.elements, found);
  const set = table.sets.get(ref.name);
  if (!set) return undefined;
  const element = findElement(set.elements, found);
  if (element && (element.expiresUs === undefined || element.expiresUs > world.nowUs)) return element;
  if (!set.flags.includes('dynamic') && !set.flags.includes('timeout')) return undefined;
  const added = stateOf(world, skb.netns, { rule: set.id, index: 0 }).elements;
  const own = added && findElement(added, found);
  return own && (own.expiresUs === undefined || own.expiresUs > world.nowUs) ? own : undefined;
}

function counted({ world, skb, rule }: Asking, modulus: number): number {
  const place = { rule, index: -1 };
  const number = stateOf(world, skb.netns, place).nth ?? 0;
  remember(world, skb.netns, place, { nth: (number + 1) % modulus });
  return number;
}

function flowOf({ packet }: AnySkb): Found {
  return [packet.source, packet.destination, protocolOf(packet), 'sourcePort' in packet.payload ? packet.payload.sourcePort : 0]; // prettier-ignore
}

/** Spreads values; the kernel's jhash begins with a number that nobody knows. */
function hashOf(found: Found, seed: number): number {
  let hash = seed ^ 0x811c9dc5;
  for (const letter of String(found)) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}

function binary(at: Asking, { op, left, right }: Of<'binary'>): Scalar | undefined {
  const [a, b] = [evaluate(at, left), evaluate(at, right)];
  if (typeof a !== 'number' || typeof b !== 'number') return undefined;
  switch (op) {
    case '&':
      return (a & b) >>> 0;
    case '|':
      return (a | b) >>> 0;
    case '^':
      return (a ^ b) >>> 0;
    case '<<':
      return (a << b) >>> 0;
    case '>>':
      return a >>> b;
  }
}

/** nft_meta_get_eval. */
function metaKey({ world, skb }: Asking, key: string): Scalar | undefined {
  const { packet, in: from, out, mark } = skb;
  switch (key) {
    case 'iif':
      return from?.ifindex ?? 0;
    case 'oif':
      return out?.ifindex ?? 0;
    case 'iifname':
      return from?.name ?? '';
    case 'oifname':
      return out?.name ?? '';
    case 'mark':
      return mark;
    case 'l4proto':
      return protocolOf(packet);
    case 'nfproto':
      return packet.kind === 'ipv4' ? 2 : 10;
    case 'protocol':
      return packet.kind === 'ipv4' ? 0x0800 : 0x86dd;
    case 'length':
      return packet.length;
    case 'skuid':
    case 'skgid':
      return skb.in === undefined && skb.fromSocket ? 0 : undefined;
    case 'pkttype':
      return packetType(world, skb);
    case 'iiftype':
    case 'oiftype':
      return (key === 'iiftype' ? from : out)?.kind.type === 'loopback' ? 772 : 1;
    case 'random':
      return world.random();
    case 'time':
      return secondsNow(world);
    case 'hour':
      return secondsNow(world) % 86_400;
    case 'day':
      return (Math.floor(secondsNow(world) / 86_400) + 4) % 7;
    default:
      return key === 'priority' || key === 'cpu' || key === 'iifgroup' || key === 'oifgroup' ? 0 : undefined;
  }
}

/** Seconds since 1970. */
function secondsNow({ nowUs }: World): number {
  return Math.floor((LAB_EPOCH_MS + nowUs / 1000) / 1000);
}

/** 0 host, 1 broadcast, 2 multicast. */
function packetType(world: World, { packet, netns }: AnySkb): number {
  if (packet.kind === 'ipv6') return isMulticast6(packet.destination) ? 2 : 0;
  const type = addressType(world, netns, packet.destination);
  return type === 'broadcast' ? 1 : type === 'multicast' ? 2 : 0;
}

const STATE_BIT = { ESTABLISHED: 2, RELATED: 4, NEW: 8 } as const;

/** nft_ct_get_eval: a packet without connection is invalid, and has nothing else. */
function ctKey({ world, skb }: Asking, { key, direction }: Of<'ct'>): Scalar | undefined {
  const { tracked, untracked } = skb;
  if (key === 'state') return untracked ? 64 : tracked ? STATE_BIT[tracked.state] : 1;
  if (!tracked) return undefined;
  const { entry, confirmed } = tracked;
  const tuple = direction === 'reply' ? entry.reply : entry.original;
  switch (key) {
    case 'direction':
      return tracked.direction === 'original' ? 0 : 1;
    case 'status':
      return (
        (entry.seenReply ? 2 : 0) | (entry.assured ? 4 : 0) | (confirmed ? 8 : 0) | (entry.sourceNat ? 16 : 0) |
        (entry.destinationNat ? 32 : 0) | (entry.sourceDone ? 128 : 0) | (entry.destinationDone ? 256 : 0)
      ); // prettier-ignore
    case 'mark':
      return entry.mark;
    case 'expiration':
      return Math.max(0, Math.floor((entry.expiresUs - world.nowUs) / 1000));
    case 'l3proto':
      return typeof tuple.source === 'number' ? 2 : 10;
    case 'protocol':
      return tuple.protocol;
    case 'saddr':
      return tuple.source;
    case 'daddr':
      return tuple.destination;
    case 'proto-src':
      return tuple.sourcePort;
    case 'proto-dst':
      return tuple.destinationPort;
    case 'zone':
      return 0;
    default:
      return undefined;
  }
}

const TYPE_NUMBER: ReadonlyMap<string, number> = new Map(
  ['UNSPEC', 'UNICAST', 'LOCAL', 'BROADCAST', 'ANYCAST', 'MULTICAST', 'BLACKHOLE', 'UNREACHABLE', 'PROHIBIT'].map((name, at) => [name, at]), // prettier-ignore
);

/** nft_fib4_eval and nft_fib6_eval: what an address of the packet is to this host, or which device leads there. */
function fib({ world, skb }: Asking, { flags, result }: Of<'fib'>): Scalar | undefined {
  const { packet, netns, in: from, out } = skb;
  const address = flags.includes('saddr') ? packet.source : packet.destination;
  const only = flags.includes('iif') ? from?.ifindex : flags.includes('oif') ? out?.ifindex : undefined;
  if (result === 'type') {
    const types = typesOf(world, netns, address, only);
    return TYPE_NUMBER.get(types.at(-1) ?? 'UNICAST');
  }
  const route = typeof address === 'number' ? lookup(world, netns, { destination: address }) : lookup6(world, netns, { destination: address }); // prettier-ignore
  const ifindex = 'hop' in route ? route.hop?.ifindex : undefined;
  const found = ifindex !== undefined && (only === undefined || only === ifindex) ? ifindex : 0;
  if (result === 'oif') return found;
  const id = world.netns(netns).devices.get(found);
  return id === undefined ? '' : world.device(id).name;
}
