import type { ErrnoName } from '../../kernel/errno';
import type { DnsMessage } from '../../packet/dns/message';
import { formatIp, type IpAddress } from '../../packet/ipv6-address';
import { exchangeDns, type DnsServer, type Exchange } from '../resolver/dns-exchange';
import type { Process } from '../tool';

/** What dig, nslookup and host have in common (bin/dig/dighost.c): asking one server after the other. */

export interface AskOptions {
  readonly timeoutUs: number;
  /** Times that the first server is asked; the others are asked once. */
  readonly tries: number;
  readonly tcp: boolean;
  /** Takes a truncated answer as it is. */
  readonly ignoreTruncation?: boolean;
  readonly source?: IpAddress;
  /** SERVFAIL ends it instead of leading to the next server. */
  readonly stopAtServfail?: boolean;
}

export interface Answer {
  readonly message: DnsMessage;
  readonly size: number;
  readonly elapsedUs: number;
  readonly server: DnsServer;
  readonly tcp: boolean;
}

/** No server answered: the last could not even be sent to (`setup`), or nothing came back. */
export interface Unreached {
  readonly unreached: 'setup' | 'silence';
}

/** Asks the servers in turn; what went wrong on the way is told through `warn`, a line at a time. */
export async function ask(
  process: Process,
  servers: readonly DnsServer[],
  query: DnsMessage,
  options: AskOptions,
  warn: (line: string) => void,
): Promise<Answer | Unreached> {
  let last: Answer | undefined;
  let unreached: Unreached['unreached'] = 'silence';
  const name = (query.questions[0]?.name ?? '.').replace(/(.)\.$/, '$1');
  for (const [index, server] of servers.entries()) {
    const more = index < servers.length - 1;
    for (let tries = index === 0 ? Math.max(1, options.tries) : 1; tries > 0; tries--) {
      if (process.signal.aborted) return { unreached: 'setup' };
      const { exchange, tcp } = await once(process, server, query, options, warn);
      if (exchange.type === 'answer') {
        last = { ...exchange, server, tcp };
        if (exchange.message.rcode === SERVFAIL && more && !options.stopAtServfail) break;
        return last;
      }
      const place = `${formatIp(server.address)}#${server.port}`;
      const text = resultText(exchange);
      const setup = exchange.type === 'setup' || (tcp && exchange.type !== 'closed');
      if (setup) {
        const what = exchange.type === 'setup' ? 'UDP setup with' : 'Connection to';
        warn(`;; ${what} ${place}(${formatIp(server.address)}) for ${name} failed: ${text}.`);
        if (tries > 1 || !more) warn(NO_SERVERS);
      } else warn(`;; communications error to ${place}: ${text}`);
      unreached = setup ? 'setup' : 'silence';
    }
  }
  return last ?? { unreached };
}

export const NO_SERVERS = ';; no servers could be reached';
const SERVFAIL = 2;

/** One question to one server; what was truncated is asked for again over TCP. */
async function once(
  process: Process,
  server: DnsServer,
  query: DnsMessage,
  { tcp, timeoutUs, ignoreTruncation, source }: AskOptions,
  warn: (line: string) => void,
): Promise<{ readonly exchange: Exchange; readonly tcp: boolean }> {
  const settings = { timeoutUs, ...(source !== undefined && { source }) };
  const exchange = await exchangeDns(process, server, query, { ...settings, tcp });
  if (tcp || exchange.type !== 'answer' || !exchange.message.flags.tc || ignoreTruncation) return { exchange, tcp };
  warn(';; Truncated, retrying in TCP mode.');
  return { exchange: await exchangeDns(process, server, query, { ...settings, tcp: true }), tcp: true };
}

/** isc_result_totext. */
const RESULTS: ReadonlyMap<ErrnoName, string> = new Map([
  ['ECONNREFUSED', 'connection refused'],
  ['ECONNRESET', 'connection reset'],
  ['EHOSTUNREACH', 'host unreachable'],
  ['ENETUNREACH', 'network unreachable'],
  ['EADDRNOTAVAIL', 'address not available'],
  ['EADDRINUSE', 'address in use'],
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['ETIMEDOUT', 'timed out'],
]);

function resultText(exchange: Exclude<Exchange, { type: 'answer' }>): string {
  if (exchange.type === 'timeout') return 'timed out';
  if (exchange.type === 'closed') return 'end of file';
  return RESULTS.get(exchange.errno) ?? 'unexpected error';
}
