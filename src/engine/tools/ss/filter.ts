import { inPrefix, parseIpv4 } from '../../packet/address';
import { inPrefix6, parseIpv6, type IpAddress } from '../../packet/ipv6-address';
import { ExitError } from '../clib/exit';
import { getaddrinfo } from '../resolver/getaddrinfo';
import { portOfService } from '../resolver/services';
import type { Process } from '../tool';
import type { SocketInfo } from './sockets';
import { USAGE } from './texts';

export type Predicate = (socket: SocketInfo) => boolean;

type Comparison = '=' | '!=' | '<' | '>' | '<=' | '>=';

const COMPARISONS: ReadonlyMap<string, Comparison> = new Map<string, Comparison>([
  ...['=', '==', 'eq'].map((word) => [word, '='] as const),
  ...['!=', 'ne', 'neq'].map((word) => [word, '!='] as const),
  ...['<', 'lt'].map((word) => [word, '<'] as const),
  ...['>', 'gt'].map((word) => [word, '>'] as const),
  ...['<=', 'le', 'leq'].map((word) => [word, '<='] as const),
  ...['>=', 'ge', 'geq'].map((word) => [word, '>='] as const),
]);
const AND: ReadonlySet<string> = new Set(['&', '&&', 'and']);
const OR: ReadonlySet<string> = new Set(['|', '||', 'or']);
const NOT: ReadonlySet<string> = new Set(['!', 'not']);

/** misc/ssfilter.y: the filter expression behind the states; undefined when there is none. Throws ExitError with ss's text. */
export function parseFilter(process: Process, args: readonly string[]): Predicate | undefined {
  const words = args.flatMap((arg) => arg.split(/[ \t]+/)).filter((word) => word !== '');
  return words.length === 0 ? undefined : new FilterParser(process, words).parse();
}

class FilterParser {
  private at = 0;

  constructor(
    private readonly process: Process,
    private readonly words: readonly string[],
  ) {}

  parse(): Predicate {
    const predicate = this.list();
    if (this.at < this.words.length) throw this.syntaxError();
    return predicate;
  }

  /** `and` and `or` bind alike, to the left; nothing in between is `and`. */
  private list(): Predicate {
    let left = this.expression();
    for (let word = this.words[this.at]; word !== undefined && word !== ')'; word = this.words[this.at]) {
      const or = OR.has(word);
      if (or || AND.has(word)) this.at++;
      const [first, second] = [left, this.expression()];
      left = or ? (socket) => first(socket) || second(socket) : (socket) => first(socket) && second(socket);
    }
    return left;
  }

  private expression(): Predicate {
    const word = this.words[this.at++];
    if (word === undefined) throw this.syntaxError();
    if (NOT.has(word)) {
      const inner = this.expression();
      return (socket) => !inner(socket);
    }
    switch (word) {
      case '(': {
        const inner = this.list();
        if (this.words[this.at++] !== ')') throw this.syntaxError();
        return inner;
      }
      case 'autobound':
        return ({ local }) => local.port >= 32768 && local.port <= 60999;
      case 'src':
      case 'dst':
        return this.address(word === 'src' ? 'local' : 'peer');
      case 'sport':
      case 'dport':
        return this.port(word === 'sport' ? 'local' : 'peer');
      case 'dev':
        return this.device();
      case 'fwmark':
      case 'cgroup':
        throw new ExitError(2, `cka-net: ss ${word} is not simulated yet\n`);
      default:
        if (word !== ')' && !AND.has(word) && !OR.has(word) && !COMPARISONS.has(word)) this.endpoint(word, false);
        throw this.syntaxError();
    }
  }

  private comparison(allowed: ReadonlySet<Comparison>): Comparison {
    const comparison = COMPARISONS.get(this.words[this.at] ?? '');
    if (comparison === undefined) return '=';
    this.at++;
    if (!allowed.has(comparison)) throw this.syntaxError();
    return comparison;
  }

  private value(): string {
    const word = this.words[this.at++];
    if (word === undefined) throw this.syntaxError();
    return word;
  }

  private address(end: 'local' | 'peer'): Predicate {
    this.comparison(new Set<Comparison>(['=']));
    const { prefix, port } = this.endpoint(this.value(), false);
    return (socket) =>
      (port === undefined || socket[end].port === port) && (!prefix || liesIn(socket[end].address, prefix));
  }

  private port(end: 'local' | 'peer'): Predicate {
    const comparison = this.comparison(new Set<Comparison>(['=', '!=', '<', '>', '<=', '>=']));
    const { port: wanted = -1 } = this.endpoint(this.value(), true);
    return (socket) => {
      const { port } = socket[end];
      switch (comparison) {
        case '=':
          return wanted === -1 || port === wanted;
        case '!=':
          return wanted !== -1 && port !== wanted;
        case '<':
          return port < wanted;
        case '>':
          return port > wanted;
        case '<=':
          return port <= wanted;
        case '>=':
          return port >= wanted;
      }
    };
  }

  /** No socket of the simulator is bound to a device. */
  private device(): Predicate {
    const comparison = this.comparison(new Set<Comparison>(['=', '!=']));
    const name = this.value();
    if (!this.process.netlink().link(name) && !/^\d+$/.test(name)) throw new ExitError(1, 'Cannot parse device.\n');
    return () => comparison === '!=';
  }

  /** parse_hostcond: `ADDRESS[/LENGTH][:PORT]`, or only a port. */
  private endpoint(word: string, portOnly: boolean): { readonly prefix?: Prefix; readonly port?: number } {
    const colon = portOnly
      ? word.startsWith(':')
        ? 0
        : -1
      : word.startsWith('*')
        ? 1
        : word.endsWith(']')
          ? -1
          : word.lastIndexOf(':');
    const address = portOnly || word.startsWith('*') ? '' : colon < 0 ? word : word.slice(0, colon);
    const portText = (portOnly && colon < 0 ? word : colon < 0 ? '' : word.slice(colon)).replace(/^:/, '');
    const port = portText === '' || portText.startsWith('*') ? undefined : this.portNumber(portText);
    const prefix = address === '' ? undefined : this.prefix(address);
    return { ...(prefix && { prefix }), ...(port !== undefined && { port }) };
  }

  private portNumber(text: string): number {
    const { files } = this.process;
    const number = /^\d+$/.test(text)
      ? Number(text)
      : (portOfService(files, text, 'udp') ?? portOfService(files, text, 'tcp'));
    if (number !== undefined) return number;
    throw unreadable(`Error: "${text}" does not look like a port.\n`);
  }

  private prefix(text: string): Prefix | undefined {
    if (text === 'any' || text === 'all' || text === 'default') return undefined;
    const [, address = '', length = '32'] = /^([^/]*)(?:\/(\d+))?$/.exec(text) ?? [];
    const padded = /^\d+(\.\d+){0,3}$/.test(address)
      ? [...address.split('.'), '0', '0', '0'].slice(0, 4).join('.')
      : '';
    const parsed = parseIpv4(padded);
    if (parsed !== undefined && Number(length) <= 32) return { address: parsed, length: Number(length) };
    const bare = text.replace(/^\[(.*)\]/, '$1');
    const [, network = '', bits = '128'] = /^([^/]*)(?:\/(\d+))?$/.exec(bare) ?? [];
    const inet6 = parseIpv6(network);
    if (inet6 !== undefined && Number(bits) <= 128) return { address: inet6, length: Number(bits) };
    const resolved = getaddrinfo(this.process.files, text);
    if (resolved.type === 'inet') return { address: resolved.address, length: 32 };
    if (resolved.type === 'inet6') return { address: resolved.address, length: 128 };
    throw unreadable(`Error: an inet prefix is expected rather than "${text}".\n`);
  }

  private syntaxError(): ExitError {
    return new ExitError(255, `ss: bison bellows (while parsing filter): "syntax error!" Sorry.\n${USAGE}`);
  }
}

interface Prefix {
  readonly address: IpAddress;
  readonly length: number;
}

function liesIn(address: IpAddress, { address: network, length }: Prefix): boolean {
  if (typeof network === 'string') return typeof address === 'string' && inPrefix6(address, network, length);
  return typeof address === 'number' && inPrefix(address, network, length);
}

function unreadable(why: string): ExitError {
  return new ExitError(1, `${why}Cannot parse dst/src address.\n`);
}
