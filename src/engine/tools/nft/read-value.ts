import { parseIpv4 } from '../../packet/address';
import { parseIpv6 } from '../../packet/ipv6-address';
import type { NftElement, NftValue, NftVerdict, Scalar } from '../../kernel/nftables/model';
import { byKey } from '../../kernel/nftables/values';
import { hostsByName } from '../resolver/name-files';
import { portOfService, protocolNumber } from '../resolver/services';
import type { Token } from './lexer';
import { NftError } from './problem';
import type { Reader, Surroundings } from './reader';
import { BIT_TYPES, SYMBOLS } from './symbols';
import { readDate, readDuration } from './times';

const MOST: ReadonlyMap<string, number> = new Map([['inet_service', 65535], ['inet_proto', 255], ['icmp_type', 255], ['icmp_code', 255], ['icmpv6_type', 255], ['icmpv6_code', 255], ['dscp', 63]]); // prettier-ignore

/** One constant of a type; complains in the words of the type. */
export function scalarOf(token: Token, type: string, around: Surroundings): Scalar {
  const { kind, text } = token;
  const complain = (message: string): never => {
    throw new NftError(message, token);
  };
  const number = kind === 'number' ? Number(text) : undefined;
  switch (type) {
    case 'ipv4_addr': {
      const named = hostsByName(around.files, text).find(({ type: family }) => family === 'inet')?.address;
      const address = parseIpv4(text) ?? named;
      return address ?? complain('Could not resolve hostname: Name or service not known');
    }
    case 'ipv6_addr': {
      const address = parseIpv6(text);
      return address ?? complain('Could not resolve hostname: Name or service not known');
    }
    case 'addr':
      return parseIpv4(text) ?? parseIpv6(text) ?? complain('Could not resolve hostname: Name or service not known');
    case 'ether_addr':
      return text.toLowerCase();
    case 'ifname':
    case 'string':
      return text;
    case 'iface_index':
      return number ?? around.ifindexOf(text) ?? complain('Interface does not exist');
    case 'inet_service': {
      if (number !== undefined) return number > 65535 ? complain('Service out of range') : number;
      const port = portOfService(around.files, text, 'tcp') ?? portOfService(around.files, text, 'udp');
      return port ?? complain('Could not resolve service: Servname not supported for ai_socktype');
    }
    case 'inet_proto': {
      const protocol = number ?? OWN_PROTOCOLS.get(text) ?? protocolNumber(around.files, text);
      return protocol ?? complain('Could not resolve protocol name');
    }
    case 'uid':
    case 'gid':
      return number ?? (text === 'root' ? 0 : complain(`${type === 'uid' ? 'User' : 'Group'} does not exist`));
    case 'time':
      return number ?? readDate(text) ?? complain('Cannot parse date');
    case 'hour':
      return number ?? readDuration(text) ?? complain('Can\'t parse hour input. Error: expected "HH:MM[:SS]"');
    default: {
      const symbols = SYMBOLS.get(type);
      const symbol = symbols?.get(text) ?? (type === 'day' ? symbols?.get(text.charAt(0).toUpperCase() + text.slice(1)) : undefined); // prettier-ignore
      const most = MOST.get(type) ?? 0xffffffff;
      if (symbol !== undefined) return symbol;
      if (number !== undefined)
        return number <= most ? number : complain(`Value ${text} exceeds valid range 0-${most}`);
      return complain(`Could not parse ${symbols ? (WORDS.get(type) ?? type) : 'integer'}`);
    }
  }
}

const OWN_PROTOCOLS: ReadonlyMap<string, number> = new Map([['tcp', 6], ['udp', 17], ['icmp', 1], ['icmpv6', 58], ['esp', 50], ['ah', 51], ['comp', 108], ['udplite', 136], ['dccp', 33], ['sctp', 132]]); // prettier-ignore

const WORDS: ReadonlyMap<string, string> = new Map([
  ['ct_state', 'conntrack state'],
  ['icmp_type', 'ICMP type'],
  ['icmpv6_type', 'ICMPv6 type'],
  ['icmp_code', 'icmp code'],
  ['tcp_flag', 'TCP flag'],
  ['pkt_type', 'packet type'],
  ['fib_addrtype', 'address type'],
  ['ether_type', 'Ethernet protocol'],
  ['nf_proto', 'netfilter protocol'],
  ['dscp', 'Differentiated Services Code Point'],
  ['ct_dir', 'conntrack direction'],
  ['ct_status', 'conntrack status'],
]);

/** A word that can be a constant. */
function isConstant({ kind }: Token): boolean {
  return kind === 'word' || kind === 'number' || kind === 'quoted';
}

/** A constant, a range, a prefix, or the beginning of a name. */
function part(reader: Reader, type: string): NftValue {
  const token = reader.peek;
  if (!isConstant(token)) reader.unexpected();
  reader.next();
  if ((type === 'ifname' || type === 'string') && token.text.endsWith('*'))
    return { startsWith: token.text.slice(0, -1) };
  const value = scalarOf(token, type, reader.around);
  if (reader.accept('-')) {
    const last = reader.next();
    const to = scalarOf(last, type, reader.around);
    if (typeof value === 'number' && typeof to === 'number' && value > to) {
      throw new NftError('Range negative size', { from: token.from, to: last.to });
    }
    return value === to ? value : { from: value, to };
  }
  if ((type === 'ipv4_addr' || type === 'ipv6_addr') && reader.is('/')) {
    reader.next();
    const token2 = reader.number();
    const length = Number(token2.text);
    const most = type === 'ipv4_addr' ? 32 : 128;
    if (length > most) throw new NftError(`Prefix length ${length} is invalid for type of ${most} bits width`, token2);
    return prefixOf(value, length, most);
  }
  return value;
}

function prefixOf(value: Scalar, length: number, most: number): NftValue {
  if (length === most) return value;
  if (typeof value !== 'number') return { base: value, length };
  return { base: length === 0 ? 0 : (value & -(2 ** (32 - length))) >>> 0, length };
}

/** A value of one type, or a concatenation of several. */
export function readValue(reader: Reader, types: readonly string[]): NftValue {
  const [type = 'integer'] = types;
  if (types.length === 1) return part(reader, type);
  return types.map((each, at) => {
    if (at > 0) reader.expect('.');
    return part(reader, each);
  });
}

/** Bits given together, by commas or by `|`. */
export function readBits(reader: Reader, type: string): number {
  const opened = reader.accept('(');
  let bits = 0;
  do bits |= Number(scalarOf(reader.next(), type, reader.around));
  while (reader.accept(',', '|'));
  if (opened) reader.expect(')');
  return bits;
}

export function isBitType(type: string | undefined): boolean {
  return type !== undefined && BIT_TYPES.has(type);
}

/** `accept`, `jump CHAIN`, …; undefined when no verdict stands here. */
export function readVerdict(reader: Reader): NftVerdict | undefined {
  const word = reader.accept('accept', 'drop', 'return', 'continue', 'jump', 'goto');
  if (!word) return undefined;
  if (word.text === 'jump' || word.text === 'goto') return { verdict: word.text, chain: reader.name().text };
  return { verdict: word.text as 'accept' | 'drop' | 'return' | 'continue' };
}

/** What elements may be: their types, and what each leads to. */
export interface ElementTypes {
  readonly types: readonly string[];
  /** `['verdict']` for verdict maps; undefined for sets. */
  readonly data?: readonly string[];
}

/** An element with the place of its key. */
export interface ReadElement {
  readonly element: NftElement;
  readonly place: { readonly from: number; readonly to: number };
  readonly dataPlace?: { readonly from: number; readonly to: number };
}

/** `{ KEY [timeout …] [comment …] [: DATA], … }`. */
export function readElements(reader: Reader, { types, data }: ElementTypes, now = 0): readonly ReadElement[] {
  reader.expect('{', "'{'");
  const elements: ReadElement[] = [];
  reader.skipNewlines();
  while (!reader.is('}')) {
    const { from } = reader.peek;
    const key = asNetwork(readValue(reader, types), types);
    const place = { from, to: reader.lastEnd };
    let timeoutUs: number | undefined;
    let expiresUs: number | undefined;
    let comment: string | undefined;
    for (;;) {
      if (reader.accept('timeout')) timeoutUs = timeOf(reader);
      else if (reader.accept('expires')) expiresUs = now + timeOf(reader);
      else if (reader.accept('comment')) comment = reader.quoted();
      else break;
    }
    const value = data && reader.accept(':') ? readData(reader, data) : undefined;
    elements.push({
      element: {
        key,
        ...(value !== undefined && { data: value.data }),
        ...(comment !== undefined && { comment }),
        ...(timeoutUs !== undefined && { timeoutUs }),
        ...((expiresUs ?? timeoutUs) !== undefined && { expiresUs: expiresUs ?? now + (timeoutUs ?? 0) }),
      },
      place,
      ...(value?.place && { dataPlace: value.place }),
    });
    reader.skipNewlines();
    if (!reader.accept(',')) break;
    reader.skipNewlines();
  }
  reader.expect('}', "comma or '}'");
  return elements;
}

function asNetwork(key: NftValue, types: readonly string[]): NftValue {
  if (typeof key !== 'object' || !('from' in key) || typeof key.from !== 'number' || typeof key.to !== 'number')
    return key;
  return intervalOf(key.from, key.to, types);
}

function readData(
  reader: Reader,
  data: readonly string[],
): { readonly data: NonNullable<NftElement['data']>; readonly place: { readonly from: number; readonly to: number } } {
  // prettier-ignore
  const { from } = reader.peek;
  const value = data[0] === 'verdict' ? (readVerdict(reader) ?? reader.unexpected()) : readValue(reader, data);
  return { data: value, place: { from, to: reader.lastEnd } };
}

function timeOf(reader: Reader): number {
  const token = reader.next();
  const seconds = readDuration(token.text);
  if (seconds === undefined) reader.unexpected(undefined, token);
  return seconds * 1_000_000;
}

/** Elements between braces as they are kept: in order, and intervals that touch as one (src/intervals.c). */
export function inOrder(elements: readonly ReadElement[], types: readonly string[]): readonly NftElement[] {
  return merged(elements.map(({ element }) => element).sort(byKey), types);
}

/** Joins intervals that overlap or touch; sets without intervals stay as they are. */
export function merged(sorted: readonly NftElement[], types: readonly string[]): readonly NftElement[] {
  if (!sorted.some(({ key, data }) => isInterval(key) && data === undefined)) return sorted;
  const joined: NftElement[] = [];
  for (const element of sorted) {
    const before = joined.at(-1);
    const [own, last] = [bounds(element.key), before && bounds(before.key)];
    if (!own || !before || !last || own.from > last.to + 1) joined.push(element);
    else if (own.to > last.to) joined[joined.length - 1] = { ...before, key: intervalOf(last.from, own.to, types) };
  }
  return joined;
}

function isInterval(key: NftValue): boolean {
  return typeof key === 'object' && ('from' in key || 'base' in key);
}

function bounds(key: NftValue): { readonly from: number; readonly to: number } | undefined {
  if (typeof key === 'number') return { from: key, to: key };
  if (typeof key !== 'object') return undefined;
  if ('from' in key && typeof key.from === 'number' && typeof key.to === 'number')
    return { from: key.from, to: key.to };
  if (!('base' in key) || typeof key.base !== 'number') return undefined;
  return { from: key.base, to: key.base + 2 ** (32 - key.length) - 1 };
}

/** Addresses from the first to the last; a network where they make one up. */
function intervalOf(from: number, to: number, [type, ...others]: readonly string[]): NftValue {
  const size = to - from + 1;
  const length = 32 - Math.log2(size);
  const network = type === 'ipv4_addr' && others.length === 0 && Number.isInteger(length) && from % size === 0;
  return network ? { base: from, length } : { from, to };
}
