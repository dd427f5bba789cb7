import { CLASS_IN, TYPE_A, TYPE_AAAA, TYPE_PTR, type DnsMessage } from '../../packet/dns/message';
import { reverseName, sameName } from '../../packet/dns/names';
import { ipv4, type Ipv4, type Ipv6 } from '../../packet/address';
import type { IpAddress } from '../../packet/ipv6-address';
import { queryFor } from '../dns/query';
import type { Process } from '../tool';
import { exchangeDns } from './dns-exchange';
import { readResolvConf, searchNames, type ResolvConf } from './resolv-conf';

/** glibc's stub resolver (resolv/res_query.c, res_send.c): what programs that call getaddrinfo(3) find in the DNS. */

const SECOND_US = 1_000_000;
const DEFAULT_TIMEOUT = 5;
const DEFAULT_ATTEMPTS = 2;
const NXDOMAIN = 3;
const MOST_ALIASES = 10;

export type DnsAddress =
  { readonly type: 'inet'; readonly address: Ipv4 } | { readonly type: 'inet6'; readonly address: Ipv6 };

/** Addresses with the name they really belong to; or why there are none. */
export type StubResult =
  | {
      readonly type: 'found';
      /** The name that was asked for at last, from the search list. */
      readonly asked: string;
      readonly canonicalName: string;
      readonly addresses: readonly DnsAddress[];
    }
  /** `no-name`: NXDOMAIN everywhere; `no-data`: the name has no such address; `again`: nobody answered, or only with SERVFAIL. */
  | { readonly type: 'no-name' | 'no-data' | 'again' };

/** The addresses of a name, along the search list of resolv.conf. `families`: which to ask for, IPv4 first as glibc does. */
export async function resolveInDns(
  process: Process,
  name: string,
  families: readonly ('inet' | 'inet6')[],
): Promise<StubResult> {
  const conf = readResolvConf(process.files);
  let worst: 'no-name' | 'no-data' | 'again' = 'no-name';
  for (const candidate of searchNames(name, conf)) {
    const answers: DnsMessage[] = [];
    for (const family of families) {
      const answer = await query(process, conf, candidate, family === 'inet' ? TYPE_A : TYPE_AAAA);
      // Without any answer the other names of the list would fare no better.
      if (answer === 'silence') return { type: 'again' };
      answers.push(answer);
      if (answer.rcode === NXDOMAIN) break;
    }
    const addresses = answers.flatMap((answer) => addressesOf(answer, candidate));
    if (addresses.length > 0) {
      const canonicalName = bare(
        answers.map((answer) => lastAlias(answer, candidate)).find((n) => n !== candidate) ?? candidate,
      );
      return { type: 'found', asked: bare(candidate), canonicalName, addresses };
    }
    if (answers.some(({ rcode }) => rcode !== 0 && rcode !== NXDOMAIN)) worst = 'again';
    else if (answers.some(({ rcode }) => rcode === 0) && worst === 'no-name') worst = 'no-data';
  }
  return { type: worst };
}

/** The name of an address, or undefined. */
export async function reverseInDns(process: Process, address: IpAddress): Promise<string | undefined> {
  const name = reverseName(address);
  const answer = await query(process, readResolvConf(process.files), name, TYPE_PTR);
  if (answer === 'silence') return undefined;
  const pointer = answer.answers.find(({ data }) => data.type === 'PTR')?.data;
  return pointer?.type === 'PTR' ? bare(pointer.target) : undefined;
}

/** __res_context_send: every server in turn, as often as `attempts` says; SERVFAIL, NOTIMP and REFUSED lead to the next. */
async function query(process: Process, conf: ResolvConf, name: string, type: number): Promise<DnsMessage | 'silence'> {
  const servers = conf.servers.length > 0 ? conf.servers : [LOCALHOST];
  const timeout = conf.timeout ?? DEFAULT_TIMEOUT;
  let refused: DnsMessage | undefined;
  for (let attempt = 0; attempt < (conf.attempts ?? DEFAULT_ATTEMPTS); attempt++) {
    for (const address of servers) {
      if (process.signal.aborted) return 'silence';
      const message = queryFor(process.world, { name, type, class: CLASS_IN });
      const timeoutUs =
        Math.max(1, attempt === 0 ? timeout : Math.floor((timeout << attempt) / servers.length)) * SECOND_US;
      const server = { address, port: 53 };
      let exchange = await exchangeDns(process, server, message, { timeoutUs, tcp: conf.useVc });
      if (exchange.type === 'answer' && exchange.message.flags.tc && !conf.useVc) {
        exchange = await exchangeDns(process, server, message, { timeoutUs, tcp: true });
      }
      if (exchange.type !== 'answer') continue;
      const { rcode } = exchange.message;
      if (rcode === 0 || rcode === NXDOMAIN) return exchange.message;
      refused = exchange.message;
    }
  }
  return refused ?? 'silence';
}

const LOCALHOST = ipv4(0x7f000001);

function addressesOf(answer: DnsMessage, name: string): readonly DnsAddress[] {
  const owner = lastAlias(answer, name);
  return answer.answers.flatMap((record): DnsAddress[] => {
    if (!sameName(record.name, owner)) return [];
    if (record.data.type === 'A') return [{ type: 'inet', address: record.data.address }];
    return record.data.type === 'AAAA' ? [{ type: 'inet6', address: record.data.address }] : [];
  });
}

/** Where the aliases of an answer lead. */
function lastAlias({ answers }: DnsMessage, name: string): string {
  let owner = name;
  for (let step = 0; step < MOST_ALIASES; step++) {
    const current = owner;
    const alias = answers.find((record) => record.data.type === 'CNAME' && sameName(record.name, current))?.data;
    if (alias?.type !== 'CNAME') break;
    owner = alias.target;
  }
  return owner;
}

function bare(name: string): string {
  return name.replace(/(.)\.$/, '$1');
}
