import type { HostFiles } from '../tool';
import { tokens, type Token } from './lexer';
import { NftError, NotSimulated, type Place } from './problem';

/** Words that bison knows by name: messages call any other word a string. */
const KEYWORDS: ReadonlySet<string> = new Set(
  `table chain rule set map element counter counters quota quotas limit limits flowtable flowtables tables chains sets maps ruleset hooks handle position index
  add create insert replace delete destroy list flush rename reset get describe monitor export import type typeof hook device priority policy comment flags
  timeout gc-interval elements size auto-merge accept drop continue return jump goto queue reject with log prefix level group snaplen queue-threshold dnat snat
  masquerade redirect to random fully-random persistent ip ip6 inet arp bridge netdev tcp udp th icmp icmpv6 ether vlan sctp meta ct fib numgen jhash symhash
  mod seed offset inc mark iif iifname iiftype oif oifname oiftype skuid skgid saddr daddr sport dport protocol ttl dscp ecn length version hdrlength id
  frag-off checksum nexthdr hoplimit flowlabel sequence ackseq doff window urgptr code state direction status expiration helper l3proto original reply proto-src
  proto-dst zone packets bytes over burst rate per name second minute hour day week update vmap and or xor lshift rshift not eq ne lt gt le ge notrack define
  include undefine constant dynamic interval icmpx reset l4proto nfproto pkttype cpu rt socket tproxy synproxy dup fwd`.split(/\s+/),
); // prettier-ignore

const SYMBOL_NAMES: ReadonlyMap<string, string> = new Map([
  [',', 'comma'],
  [';', 'semicolon'],
  [':', 'colon'],
  ['.', '.'],
  ['-', '-'],
  ['/', '/'],
  ['*', '*'],
  ['@', '@'],
  ['==', '=='],
  ['!=', '!='],
  ['<', '<'],
  ['>', '>'],
  ['&', '&'],
  ['|', '|'],
  ['^', '^'],
  ['!', '!'],
]);

/** What a rule's words may need to know of the host. */
export interface Surroundings {
  readonly files: HostFiles;
  readonly ifindexOf: (name: string) => number | undefined;
  readonly newId: () => number;
}

/** Goes through the words of an input. */
export class Reader {
  private at = 0;
  /** Where the port of the last translation stands. */
  portPlace: Place = { from: 0, to: 1 };
  private readonly variables = new Map<string, readonly Token[]>();
  private readonly words: Token[];

  constructor(
    readonly text: string,
    readonly around: Surroundings,
  ) {
    this.words = [...tokens(text)];
  }

  /** The next word, variables replaced. */
  get peek(): Token {
    const token = this.words[this.at] ?? this.last;
    if (token.kind !== 'symbol' || token.text !== '$') return token;
    const name = this.words[this.at + 1];
    const value = name && this.variables.get(name.text);
    if (!name) return token;
    if (!value) throw new NftError(`unknown identifier '${name.text}'`, { from: token.from, to: name.to });
    this.words.splice(this.at, 2, ...value.map((each) => ({ ...each, from: token.from, to: name.to })));
    return this.peek;
  }

  /** The word after the next one. */
  ahead(count = 1): Token {
    return this.words[this.at + count] ?? this.last;
  }

  private get last(): Token {
    return this.words.at(-1) ?? { kind: 'end', text: '', from: 0, to: 0 };
  }

  next(): Token {
    const token = this.peek;
    if (token.kind !== 'end') this.at++;
    return token;
  }

  /** Where the word before ends. */
  get lastEnd(): number {
    return this.words[this.at - 1]?.to ?? 0;
  }

  /** Where the word at a position ends. */
  textEnd(position: number): number {
    return this.words[position]?.to ?? 0;
  }

  get position(): number {
    return this.at;
  }

  /** Goes back, or on, to a word. */
  moveTo(position: number): void {
    this.at = position;
  }

  is(...texts: readonly string[]): boolean {
    const { kind, text } = this.peek;
    return kind !== 'quoted' && kind !== 'newline' && texts.includes(text);
  }

  accept(...texts: readonly string[]): Token | undefined {
    return this.is(...texts) ? this.next() : undefined;
  }

  expect(text: string, expecting?: string): Token {
    return this.accept(text) ?? this.unexpected(expecting ?? text);
  }

  /** A name: any word, also a keyword of another place. */
  name(): Token {
    const { kind } = this.peek;
    return kind === 'word' || kind === 'number' ? this.next() : this.unexpected('string');
  }

  /** A text in quotes. */
  quoted(): string {
    return this.peek.kind === 'quoted' ? this.next().text : this.unexpected('quoted string');
  }

  number(): Token {
    return this.peek.kind === 'number' ? this.next() : this.unexpected('number');
  }

  /** Whether the line, the command or the block ends here. */
  get atEnd(): boolean {
    const { kind } = this.peek;
    return kind === 'newline' || kind === 'end' || this.is(';', '}');
  }

  /** Empty lines and semicolons. */
  skipBreaks(): void {
    while (this.peek.kind === 'newline' || this.is(';')) this.next();
  }

  skipNewlines(): void {
    while (this.peek.kind === 'newline') this.next();
  }

  define(name: string, value: readonly Token[]): void {
    this.variables.set(name, value);
  }

  unexpected(expecting?: string, token = this.peek): never {
    throw new NftError(`syntax error, unexpected ${nameOf(token)}${expecting === undefined ? '' : `, expecting ${expecting}`}`, token); // prettier-ignore
  }

  unsupported(what: string, token = this.peek): never {
    throw new NotSimulated(what, token);
  }
}

function nameOf({ kind, text }: Token): string {
  if (kind === 'newline') return 'newline';
  if (kind === 'end') return 'end of file';
  if (kind === 'number') return 'number';
  if (kind === 'quoted') return 'quoted string';
  if (kind === 'word') return KEYWORDS.has(text) ? text : 'string';
  return SYMBOL_NAMES.get(text) ?? `'${text}'`;
}
