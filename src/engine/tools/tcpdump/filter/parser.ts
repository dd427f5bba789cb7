import { parseIpv4 } from '../../../packet/address';
import { ipv6Words, parseIpv6 } from '../../../packet/ipv6-address';
import { calculate } from './matches';
import type { Arithmetic, Comparison, Direction, Filter, Layer } from './ast';
import { tokensOf, type Token } from './lexer';
import { CONSTANTS, ETHERTYPES, LAYERS, PROTOCOLS } from './names';

/** What names in a filter mean on the host that listens. */
export interface FilterNames {
  /** Addresses of a host, IPv4 ones and IPv6 ones; none when nobody knows it. */
  host(name: string): Promise<readonly (readonly number[])[]>;
  port(name: string, protocol: 'tcp' | 'udp' | undefined): number | undefined;
  protocol(name: string): number | undefined;
}

/** A filter that is none; the message is pcap_geterr's. */
export class FilterError extends Error {}

const SYNTAX = "can't parse filter expression: syntax error";
const [IP, IP6, ARP, RARP] = [0x0800, 0x86dd, 0x0806, 0x8035];
const [TCP, UDP, SCTP] = [6, 17, 132];

/** What stands before an identifier (struct qual of gencode.h); a bare identifier takes over the one before. */
interface Qualifiers {
  readonly protocol?: string | undefined;
  readonly direction?: Direction | undefined;
  readonly type?: 'host' | 'net' | 'port' | 'portrange' | 'proto' | undefined;
}

/** Reads a filter of pcap-filter(7) (libpcap grammar.y, gencode.c). Throws FilterError. */
export async function parseFilter(text: string, names: FilterNames): Promise<Filter> {
  const tokens = tokensOf(text);
  if (!tokens) throw new FilterError(SYNTAX);
  if (tokens.length === 0) return { kind: 'all' };
  const parser = new Parser(tokens, names);
  const filter = await parser.expression();
  if (!parser.atEnd) throw new FilterError(SYNTAX);
  return filter;
}

/** What may stand behind a primitive. */
const FOLLOWERS: ReadonlySet<string | undefined> = new Set([undefined, 'and', 'or', '&&', '||', ')']);

const COMPARISONS: ReadonlyMap<string, Comparison> = new Map([
  ['=', '='], ['==', '='], ['!=', '!='], ['<', '<'], ['>', '>'], ['<=', '<='], ['>=', '>='],
]); // prettier-ignore
/** Operators of arithmetic by how tightly they bind, the loosest first. */
const OPERATORS = [['|', '^'], ['&'], ['<<', '>>'], ['+', '-'], ['*', '/', '%']] as const;
type Operator = (typeof OPERATORS)[number][number];

class Parser {
  private at = 0;
  private last: Qualifiers = {};

  constructor(
    private readonly tokens: readonly Token[],
    private readonly names: FilterNames,
  ) {}

  get atEnd(): boolean {
    return this.at >= this.tokens.length;
  }

  /** `and` and `or` bind alike, from the left. */
  async expression(): Promise<Filter> {
    let left = await this.term();
    for (;;) {
      const kind = this.take('and', '&&') ? 'and' : this.take('or', '||') ? 'or' : undefined;
      if (!kind) return left;
      left = { kind, left, right: await this.term() };
    }
  }

  private async term(): Promise<Filter> {
    if (this.take('not', '!')) return { kind: 'not', inner: await this.term() };
    const comparison = this.comparison();
    if (comparison) return comparison;
    if (this.take('(')) {
      const inner = await this.expression();
      this.expect(')');
      return inner;
    }
    return this.primitive();
  }

  /** `tcp[13] & 2 != 0`, `len > 100`: tried first, because a parenthesis may begin either. */
  private comparison(): Filter | undefined {
    const start = this.at;
    const left = this.arithmetic(0);
    const operator = left && COMPARISONS.get(this.peek() ?? '');
    if (!left || !operator) {
      this.at = start;
      return undefined;
    }
    this.at++;
    const right = this.arithmetic(0);
    if (!right) throw new FilterError(SYNTAX);
    return { kind: 'compare', left, operator, right };
  }

  private arithmetic(level: number): Arithmetic | undefined {
    const operators = OPERATORS[level] as readonly Operator[] | undefined;
    if (!operators) return this.operand();
    let left = this.arithmetic(level + 1);
    for (;;) {
      const operator = operators.find((candidate) => this.peek() === candidate);
      if (!left || !operator) return left;
      this.at++;
      const right = this.arithmetic(level + 1);
      if (!right) return undefined;
      const value =
        left.kind === 'number' && right.kind === 'number' ? calculate(operator, left.value, right.value) : undefined;
      left = value === undefined ? { kind: 'operation', operator, left, right } : { kind: 'number', value };
    }
  }

  private operand(): Arithmetic | undefined {
    const token = this.tokens[this.at];
    if (!token) return undefined;
    if (token.text === '(') {
      this.at++;
      const inner = this.arithmetic(0);
      return inner && this.take(')') ? inner : undefined;
    }
    if (token.type === 'number') {
      this.at++;
      return { kind: 'number', value: Number(token.text) >>> 0 };
    }
    const constant = CONSTANTS.get(token.text);
    if (constant !== undefined) {
      this.at++;
      return { kind: 'number', value: constant };
    }
    if (token.text === 'len' || token.text === 'length') {
      this.at++;
      return { kind: 'length' };
    }
    if (!LAYERS.has(token.text) || this.tokens[this.at + 1]?.text !== '[') return undefined;
    this.at += 2;
    const at = this.arithmetic(0);
    const size = this.take(':') ? Number(this.next()) : 1;
    if (!at || !this.take(']')) throw new FilterError(SYNTAX);
    if (![1, 2, 4].includes(size)) throw new FilterError('data size must be 1, 2, or 4');
    return { kind: 'bytes', of: token.text as Layer, at, size };
  }

  private async primitive(): Promise<Filter> {
    const word = this.peek();
    if (word === undefined) throw new FilterError(SYNTAX);
    const single = this.single(word);
    if (single) return single;
    const qualifiers = this.qualifiers();
    const token = this.tokens[this.at];
    const bare = Object.keys(qualifiers).length === 0;
    const used = bare ? this.last : qualifiers;
    // A protocol by itself is a condition.
    if (used === qualifiers && qualifiers.protocol !== undefined && !qualifiers.direction && !qualifiers.type) {
      if (!this.isIdentifier(token) || this.isWordOfGrammar(token)) return protocolAlone(qualifiers.protocol);
    }
    if (!this.isIdentifier(token) || (bare && this.isWordOfGrammar(token))) throw new FilterError(SYNTAX);
    this.at++;
    this.last = used;
    return this.identifier(token.text, used, token.type);
  }

  /** Primitives that have no qualifiers. */
  private single(word: string): Filter | undefined {
    const following = this.tokens[this.at + 1]?.text;
    switch (word) {
      case 'broadcast':
      case 'multicast':
        this.at++;
        return { kind: 'group', what: word, of: 'ether' };
      case 'inbound':
      case 'outbound':
        this.at++;
        return { kind: 'way', outgoing: word === 'outbound' };
      case 'less':
      case 'greater': {
        this.at += 2;
        const value = Number(following);
        if (!Number.isInteger(value)) throw new FilterError(SYNTAX);
        const right = { kind: 'number', value } as const;
        return { kind: 'compare', left: { kind: 'length' }, operator: word === 'less' ? '<=' : '>=', right };
      }
      case 'vlan': {
        this.at++;
        const id = this.tokens[this.at];
        if (id?.type !== 'number') return { kind: 'vlan' };
        this.at++;
        if (Number(id.text) > 4095) throw new FilterError(`VLAN tag ${Number(id.text)} greater than maximum 4095`);
        return { kind: 'vlan', id: Number(id.text) };
      }
      case 'ether':
      case 'ip':
      case 'ip6':
        if (following !== 'broadcast' && following !== 'multicast') return undefined;
        this.at += 2;
        return { kind: 'group', what: following, of: word };
      default:
        return undefined;
    }
  }

  private qualifiers(): Qualifiers {
    const found: { -readonly [Key in keyof Qualifiers]: Qualifiers[Key] } = {};
    const protocol = this.peek() ?? '';
    if (protocol === 'ether' || ETHERTYPES.has(protocol) || PROTOCOLS.has(protocol)) {
      found.protocol = protocol;
      this.at++;
    }
    const direction = this.direction();
    if (direction) found.direction = direction;
    const type = this.peek();
    if (type === 'host' || type === 'net' || type === 'port' || type === 'portrange' || type === 'proto') {
      found.type = type;
      this.at++;
    }
    return found;
  }

  private direction(): Direction | undefined {
    const word = this.peek();
    if (word !== 'src' && word !== 'dst') return undefined;
    const [, joined, other] = this.tokens.slice(this.at, this.at + 3).map(({ text }) => text);
    const opposite = word === 'src' ? 'dst' : 'src';
    this.at++;
    if (other !== opposite || (joined !== 'or' && joined !== 'and')) return word;
    this.at += 2;
    return joined === 'or' ? 'either' : 'both';
  }

  private async identifier(text: string, qualifiers: Qualifiers, tokenType: Token['type']): Promise<Filter> {
    const { protocol, direction = 'either', type } = qualifiers;
    switch (type) {
      case 'port':
      case 'portrange':
        return this.port(text, qualifiers);
      case 'proto':
        return this.protocol(text, protocol);
      case 'net':
        return this.network(text, protocol, direction);
      default: {
        if (protocol === 'ether') return macFilter(text, direction);
        const known = addressBytes(text);
        if (known && this.take('/')) return prefixed(known, Number(this.next()), text, protocol, direction);
        if (known) return either([known].map((bytes) => addressFilter(bytes, bytes.length * 8, protocol, direction)));
        if (/^(?:[0-9a-f]{1,2}:){5}[0-9a-f]{1,2}$/i.test(text)) return macFilter(text, direction);
        if (tokenType === 'number') return this.network(text, protocol, direction);
        if (!FOLLOWERS.has(this.peek())) throw new FilterError(SYNTAX);
        const found = await this.names.host(text);
        const fits = found.filter((bytes) => protocol === undefined || bytes.length === (protocol === 'ip6' ? 16 : 4));
        if (fits.length === 0) throw new FilterError(`unknown host '${text}'`);
        return either(fits.map((bytes) => addressFilter(bytes, bytes.length * 8, protocol, direction)));
      }
    }
  }

  private port(text: string, { protocol, direction = 'either', type }: Qualifiers): Filter {
    const transport = protocol === 'tcp' || protocol === 'udp' ? protocol : undefined;
    const allowed: ReadonlyMap<string, readonly number[]> = new Map([['tcp', [TCP]], ['udp', [UDP]], ['sctp', [SCTP]]]); // prettier-ignore
    const family: 'ip' | 'ip6' | undefined = protocol === 'ip' || protocol === 'ip6' ? protocol : undefined;
    const protocols = protocol === undefined || family ? [TCP, UDP, SCTP] : allowed.get(protocol);
    if (!protocols) throw new FilterError("illegal qualifier of 'port'");
    const number = (word: string): number => {
      const value = /^\d+$/.test(word) ? Number(word) : this.names.port(word, transport);
      if (value === undefined) throw new FilterError(`unknown port '${word}'`);
      if (value > 65535) throw new FilterError(`illegal port number ${word} > 65535`);
      return value;
    };
    const range: Omit<Extract<Filter, { kind: 'port' }>, 'from' | 'to'> = {
      kind: 'port',
      direction,
      protocols,
      ...(family && { family }),
    };
    if (type === 'port') {
      const value = number(text);
      return { ...range, from: value, to: value };
    }
    const end = text.includes('-') ? undefined : this.take('-') ? this.next() : text;
    const [first = '', second = ''] = end === undefined ? text.split('-') : [text, end];
    const [from, to] = [number(first), number(second)];
    return { ...range, from: Math.min(from, to), to: Math.max(from, to) };
  }

  private protocol(text: string, under: string | undefined): Filter {
    const number = /^(?:\d+|0x[0-9a-f]+)$/i.test(text) ? Number(text) : undefined;
    if (under === 'ether') {
      const value = number ?? ETHERTYPES.get(text);
      if (value === undefined) throw new FilterError(`unknown ether proto '${text}'`);
      return { kind: 'ethertype', value };
    }
    const value = number ?? this.names.protocol(text) ?? PROTOCOLS.get(text);
    if (value === undefined) throw new FilterError(`unknown ip proto '${text}'`);
    return { kind: 'protocol', value, ...((under === 'ip' || under === 'ip6') && { family: under }) };
  }

  private network(text: string, protocol: string | undefined, direction: Direction): Filter {
    const long = addressBytes(text);
    if (long?.length === 16) {
      const bits = this.take('/') ? Number(this.next()) : 128;
      return prefixed(long, bits, text, protocol, direction);
    }
    const octets = text.split('.').map(Number);
    if (octets.length > 4 || octets.some((octet) => !Number.isInteger(octet) || octet < 0 || octet > 255)) {
      throw new FilterError(`unknown network '${text}'`);
    }
    const bytes = [...octets, 0, 0, 0].slice(0, 4);
    if (this.take('mask')) {
      const mask = addressBytes(this.next());
      if (mask?.length !== 4) throw new FilterError(SYNTAX);
      const bits = mask.reduce((sum, byte) => sum + [...byte.toString(2)].filter((bit) => bit === '1').length, 0);
      return prefixed(bytes, bits, text, protocol, direction);
    }
    const bits = this.take('/') ? Number(this.next()) : octets.length * 8;
    return prefixed(bytes, bits, text, protocol, direction);
  }

  private isIdentifier(token: Token | undefined): token is Token {
    return token !== undefined && token.type !== 'symbol';
  }

  private isWordOfGrammar({ text }: Token): boolean {
    return text === 'and' || text === 'or' || text === 'not';
  }

  private peek(): string | undefined {
    return this.tokens[this.at]?.text;
  }

  private next(): string {
    return this.tokens[this.at++]?.text ?? '';
  }

  private take(...texts: readonly string[]): boolean {
    if (!texts.includes(this.peek() ?? '')) return false;
    this.at++;
    return true;
  }

  private expect(text: string): void {
    if (!this.take(text)) throw new FilterError(SYNTAX);
  }
}

function either(filters: readonly Filter[]): Filter {
  return filters.reduce((left, right) => ({ kind: 'or', left, right }));
}

function protocolAlone(name: string): Filter {
  const value = PROTOCOLS.get(name);
  if (value === undefined) {
    const ethertype = ETHERTYPES.get(name);
    if (ethertype === undefined) throw new FilterError(SYNTAX);
    return { kind: 'ethertype', value: ethertype };
  }
  const family = name === 'icmp' || name === 'igmp' ? 'ip' : name === 'icmp6' ? 'ip6' : undefined;
  return { kind: 'protocol', value, ...(family && { family }) };
}

function addressBytes(text: string): readonly number[] | undefined {
  const four = parseIpv4(text);
  if (four !== undefined) return [four >>> 24, (four >>> 16) & 255, (four >>> 8) & 255, four & 255];
  const six = parseIpv6(text);
  return six === undefined ? undefined : ipv6Words(six).flatMap((word) => [word >> 8, word & 255]);
}

function macFilter(text: string, direction: Direction): Filter {
  const bytes = text.split(':').map((pair) => parseInt(pair, 16));
  if (bytes.length !== 6 || bytes.some(Number.isNaN)) throw new FilterError(`unknown ether host '${text}'`);
  return { kind: 'mac', direction, bytes };
}

function prefixed(
  bytes: readonly number[],
  bits: number,
  text: string,
  protocol: string | undefined,
  direction: Direction,
): Filter {
  const most = bytes.length * 8;
  if (!Number.isInteger(bits)) throw new FilterError(SYNTAX);
  if (bits > most) throw new FilterError(`mask length must be <= ${most}`);
  const inside = bytes.every((byte, i) => {
    const kept = Math.min(8, Math.max(0, bits - i * 8));
    return (byte & (0xff >> kept)) === 0 || kept === 8;
  });
  if (!inside) throw new FilterError(`non-network bits set in "${text}/${bits}"`);
  return addressFilter(bytes, bits, protocol, direction);
}

/** gen_host: without a protocol the address may also be in ARP. */
function addressFilter(
  bytes: readonly number[],
  bits: number,
  protocol: string | undefined,
  direction: Direction,
): Filter {
  if (bytes.length === 16) {
    if (protocol !== undefined && protocol !== 'ip6')
      throw new FilterError(`'${protocol}' modifier applied to ip6 host`);
    return { kind: 'address', direction, bytes, bits, types: [IP6] };
  }
  const byProtocol: ReadonlyMap<string, readonly number[]> = new Map([
    ['ip', [IP]],
    ['arp', [ARP]],
    ['rarp', [RARP]],
  ]);
  const types = protocol === undefined ? [IP, ARP, RARP] : byProtocol.get(protocol);
  if (!types) throw new FilterError(`'${protocol}' modifier applied to host`);
  return { kind: 'address', direction, bytes, bits, types };
}
