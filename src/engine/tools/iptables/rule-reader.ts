import type { Inverted, Masked, Match, RuleRecord, Selector, Target } from '../../kernel/netfilter/model';
import { ipv4, maskOf, type Ipv4 } from '../../packet/address';
import { getaddrinfo } from '../resolver/getaddrinfo';
import { readNetworks } from '../resolver/name-files';
import type { Surroundings } from './extension';
import { checkInterface } from './interface-name';
import { readPrefixes } from './prefixes';
import type { LoadedExtensions } from './loaded';
import { parseProtocol } from './names';
import { readNumber } from './numbers';
import { readDotted } from './values';

/** A rule without its identity. */
export type RuleDraft = Omit<RuleRecord, 'id'>;

const MAX_TARGET_NAME = 28;

type Draft = { -readonly [Key in keyof Selector]: Selector[Key] };

/** Reads the options of a rule that are not an extension's: `-s -d -i -o -p -f -j -g`. */
export class RuleReader {
  private readonly selector: Draft = {};
  private sources: (Inverted & { readonly text: string }) | undefined;
  private destinations: (Inverted & { readonly text: string }) | undefined;
  /** What `-j` or `-g` names. */
  jump: string | undefined;
  private goto = false;
  private isChain = false;
  /** What `-p` names, in lower case. */
  protocolWord: string | undefined;

  constructor(
    private readonly around: Surroundings,
    private readonly loaded: LoadedExtensions,
  ) {}

  get protocol(): { readonly number: number; readonly inverted: boolean } {
    return this.selector.protocol ?? { number: 0, inverted: false };
  }

  /** False when the option is none of a rule's. `note` checks that it stands once. */
  take(id: string, value: string, note: (letter: string) => void, inverted: boolean): boolean {
    const { around, selector } = this;
    switch (id) {
      case 's':
        note('s');
        this.sources = { text: value, inverted };
        return true;
      case 'd':
        note('d');
        this.destinations = { text: value, inverted };
        return true;
      case 'p':
        note('p');
        this.takeProtocol(value.toLowerCase(), inverted);
        return true;
      case 'i':
      case 'o':
        if (value === '') around.fail('Empty interface is likely to be undesired');
        note(id);
        checkInterface(around, value);
        if (value !== '+' || inverted) selector[id === 'i' ? 'in' : 'out'] = { name: value, inverted };
        return true;
      case 'f':
        if (around.family === 'inet6') around.fail("`-f' is not supported in IPv6, use -m frag instead");
        note('f');
        selector.fragment = { inverted };
        return true;
      case 'j':
      case 'g':
        note('j');
        this.goto = id === 'g';
        this.jump = this.targetName(value);
        this.isChain = id === 'g' || !this.loaded.loadTarget(value);
        return true;
      default:
        return false;
    }
  }

  private takeProtocol(word: string, inverted: boolean): void {
    const { around, selector } = this;
    this.protocolWord = word;
    const number = parseProtocol(around.files, word) ?? around.fail(`unknown protocol "${word}" specified`);
    if (number === 0 && inverted) around.fail('rule would never match protocol');
    if (number > 0) selector.protocol = { number, inverted };
  }

  private targetName(name: string): string {
    const { around } = this;
    if (name === '') around.fail('Invalid target name (too short)');
    if (name.length > MAX_TARGET_NAME) {
      around.fail(`Invalid target name \`${name}' (${MAX_TARGET_NAME} chars max)`);
    }
    if (/\s/.test(name)) around.fail(`Invalid target name \`${name}'`);
    return name;
  }

  /** One rule for each pair of a source and a destination. */
  finish(matches: readonly Match[], target: Target | undefined): readonly RuleDraft[] {
    if (this.around.family === 'inet6') return this.finish6(matches, target);
    const sources = this.addresses(this.sources);
    const destinations = this.addresses(this.destinations);
    const several = sources.length > 1 || destinations.length > 1;
    if (several && (this.sources?.inverted || this.destinations?.inverted)) {
      this.around.fail('! not allowed with multiple source or destination IP addresses');
    }
    const own = this.ownTarget(target);
    const merged = mergeTransport(matches);
    return sources.flatMap((source) =>
      destinations.map((destination) => ({
        selector: { ...(source && { source }), ...(destination && { destination }), ...this.selector },
        matches: merged,
        ...(own && { target: own }),
      })),
    );
  }

  private ownTarget(target: Target | undefined): Target | undefined {
    if (this.jump === undefined || !this.isChain) return target;
    return { target: this.goto ? 'goto' : 'jump', chain: this.jump };
  }

  /** The same for ip6tables. */
  private finish6(matches: readonly Match[], target: Target | undefined): readonly RuleDraft[] {
    const sources = readPrefixes(this.around, this.sources);
    const destinations = readPrefixes(this.around, this.destinations);
    const several = sources.length > 1 || destinations.length > 1;
    if (several && (this.sources?.inverted || this.destinations?.inverted)) {
      this.around.fail('! not allowed with multiple source or destination IP addresses');
    }
    const own = this.ownTarget(target);
    const merged = mergeTransport(matches);
    return sources.flatMap((source6) =>
      destinations.map((destination6) => ({
        selector: { ...(source6 && { source6 }), ...(destination6 && { destination6 }), ...this.selector },
        matches: merged,
        ...(own && { target: own }),
      })),
    );
  }

  /** nf_tables has no tcp or udp match of its own: iptables writes one as conditions that need the protocol. */
  checkTransport(matches: readonly Match[]): void {
    const { number } = this.protocol;
    for (const match of matches) {
      if (match.match === 'tcp' && isNative(match) && number !== 6) this.around.fail("TCP match requires '-p tcp'");
      if (match.match === 'udp' && isNative(match) && number !== 17) this.around.fail("UDP match requires '-p udp'");
    }
  }

  /** `ADDRESS[/MASK][,…]` (xtables_ipparse_multiple); one undefined stands for every address. */
  private addresses(
    given: (Inverted & { readonly text: string }) | undefined,
  ): readonly (Selector['source'] | undefined)[] {
    // prettier-ignore
    if (given === undefined) return [undefined];
    const { text, inverted } = given;
    if (!text.includes(',')) return [this.masked(text.trimStart(), inverted)];
    return text.split(',').map((word) => this.masked(word.trimStart(), inverted));
  }

  private masked(text: string, inverted: boolean): (Inverted & Masked) | undefined {
    const slash = text.lastIndexOf('/');
    const mask = slash < 0 ? maskOf(32) : this.mask(text.slice(slash + 1));
    const address = mask === 0 ? ipv4(0) : this.address(slash < 0 ? text : text.slice(0, slash));
    return mask === 0 && !inverted ? undefined : { address: ipv4(address & mask), mask, inverted };
  }

  private mask(text: string): Ipv4 {
    const dotted = text.includes('.') ? readDotted(text, true) : undefined;
    if (dotted !== undefined) return dotted;
    const length = readNumber(text, 0, 32);
    return length === undefined ? this.around.fail(`invalid mask \`${text}' specified`) : maskOf(length);
  }

  private address(text: string): Ipv4 {
    const { files } = this.around;
    const dotted = readDotted(text) ?? readNetworks(files).find(({ name }) => name === text)?.network;
    if (dotted !== undefined) return dotted;
    const resolved = getaddrinfo(files, text);
    return resolved.type === 'inet' ? resolved.address : this.around.fail(`host/network \`${text}' not found`);
  }
}

/** A tcp or udp match that says something nf_tables can say itself. */
function isNative(match: Match): boolean {
  if (match.match !== 'tcp' && match.match !== 'udp') return false;
  return Object.keys(match).length > 1 && !(match.match === 'tcp' && match.option);
}

/** Read back, the conditions of all tcp matches of a rule are one match, where the first one stood; so with udp. */
function mergeTransport(matches: readonly Match[]): readonly Match[] {
  if (matches.length < 2 || matches.filter(isNative).length < 2) return matches;
  const merged: Match[] = [];
  for (const match of matches) {
    const at = isNative(match) ? merged.findIndex((other) => other.match === match.match && isNative(other)) : -1;
    const earlier = merged[at];
    if (match.match === 'tcp' && earlier?.match === 'tcp') merged[at] = { ...earlier, ...match };
    else if (match.match === 'udp' && earlier?.match === 'udp') merged[at] = { ...earlier, ...match };
    else merged.push(match);
  }
  return merged;
}
