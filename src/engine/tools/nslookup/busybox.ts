import { parseIpv4 } from '../../packet/address';
import { CLASS_IN, TYPE_A, TYPE_AAAA, TYPE_PTR, rcodeName, typeNumber } from '../../packet/dns/message';
import { absolute, reverseName } from '../../packet/dns/names';
import { formatIp, parseIpv6, type IpAddress } from '../../packet/ipv6-address';
import { ask, type Answer } from '../dns/ask';
import { queryFor } from '../dns/query';
import type { DnsServer } from '../resolver/dns-exchange';
import { lookUp, resolveName } from '../resolver/lookup';
import { readResolvConf } from '../resolver/resolv-conf';
import type { Process } from '../tool';
import { bare, recordText } from './answer-text';

/**
 * nslookup of BusyBox 1.36 (networking/nslookup.c with FEATURE_NSLOOKUP_BIG): a name with a dot is asked for as it is, one without under every domain of
 * the search list at once, each for A and for AAAA. Up to 1.28 (a tag that courses like) it was a small program around getaddrinfo(3).
 */

const USAGE = `BusyBox v1.36.1 (2024-05-19 22:56:20 UTC) multi-call binary.

Usage: nslookup [-type=QUERY_TYPE] [-debug] HOST [DNS_SERVER]

Query DNS about HOST

QUERY_TYPE: soa,ns,a,aaaa,cname,mx,txt,ptr,srv,any
`;
const TYPES = new Set(['soa', 'ns', 'a', 'aaaa', 'cname', 'mx', 'txt', 'ptr', 'srv', 'any']);
/** Seconds between two tries, and how often it tries. */
const TIMEOUT_US = 5_000_000;
const TRIES = 2;

export async function busyboxNslookup(process: Process): Promise<number> {
  const image = process.world.containers.get(process.host)?.config.image ?? '';
  return /(?:^|\/)busybox:1\.(?:1\d|2[0-8])\b/.test(image) ? oldNslookup(process) : bigNslookup(process);
}

interface Query {
  readonly name: string;
  readonly type: number;
}

async function bigNslookup(process: Process): Promise<number> {
  const types: number[] = [];
  const operands: string[] = [];
  for (const word of process.argv.slice(1)) {
    const [, type] = /^-{1,2}(?:type|querytype|t|q)=(.*)$/.exec(word) ?? [];
    if (type !== undefined) {
      if (!TYPES.has(type.toLowerCase())) {
        process.err(`nslookup: invalid query type "${type}"\n`);
        return 1;
      }
      types.push(typeNumber(type.toUpperCase()) ?? TYPE_A);
    } else if (word === '-debug' || word === '--debug') continue;
    else if (word.startsWith('-')) {
      process.err(USAGE);
      return 1;
    } else operands.push(word);
  }
  const [name, server] = operands;
  if (name === undefined || operands.length > 2) {
    process.err(USAGE);
    return 1;
  }
  const conf = readResolvConf(process.files);
  const named = server === undefined ? undefined : await serverAt(process, server);
  if (named === null) {
    process.err(`nslookup: bad address '${server?.replace(/:\d+$/, '') ?? ''}'\n`);
    return 1;
  }
  const [first = { address: parseIpv4('127.0.0.1') as IpAddress, port: 53 }, ...more] =
    named !== undefined ? [named] : conf.servers.map((address): DnsServer => ({ address, port: 53 }));
  const typed = server ?? formatIp(first.address);
  return answerAll(process, [first, ...more], queriesFor(name, types, conf.search), typed);
}

async function serverAt(process: Process, text: string): Promise<DnsServer | null> {
  const [, host = text, port] = /^([^:]+):(\d+)$/.exec(text) ?? [];
  const found = await lookUp(process, host);
  return found.type === 'error' ? null : { address: found.address, port: Number(port ?? 53) };
}

function queriesFor(name: string, types: readonly number[], search: readonly string[]): readonly Query[] {
  const address = parseIpv4(name) ?? parseIpv6(name);
  if (types.length === 0 && address !== undefined) return [{ name: reverseName(address), type: TYPE_PTR }];
  const wanted = types.length > 0 ? types : [TYPE_A, TYPE_AAAA];
  return wanted.flatMap((type) =>
    type === TYPE_PTR && address !== undefined
      ? [{ name: reverseName(address), type }]
      : name.includes('.') || search.length === 0
        ? [{ name: absolute(name), type }]
        : search.map((domain) => ({ name: absolute(`${name}.${domain}`), type })),
  );
}

/** Sends all questions and shows every answer; the first line says which server it was. */
async function answerAll(
  process: Process,
  servers: readonly DnsServer[],
  queries: readonly Query[],
  typed: string,
): Promise<number> {
  const answers: { readonly query: Query; readonly answer: Answer }[] = [];
  const complaints: string[] = [];
  for (const query of queries) {
    const asked = queryFor(process.world, { ...query, class: CLASS_IN });
    const options = { timeoutUs: TIMEOUT_US, tries: TRIES, tcp: false };
    const answer = await ask(process, servers, asked, options, (line) => complaints.push(line));
    if ('unreached' in answer) break;
    answers.push({ query, answer });
  }
  const [first] = answers;
  if (!first) {
    if (complaints.some((line) => line.includes('refused')))
      process.err(`nslookup: write to '${typed}': Connection refused\n`);
    process.out(';; connection timed out; no servers could be reached\n\n');
    return 1;
  }
  const { address, port } = first.answer.server;
  const place = typeof address === 'string' ? `[${formatIp(address)}]` : formatIp(address);
  process.out(`Server:\t\t${typed}\nAddress:\t${place}:${port}\n\n`);
  let failed = answers.length < queries.length;
  for (const { query, answer } of answers) {
    const { rcode, answers: records, flags } = answer.message;
    if (rcode !== 0) {
      failed = true;
      process.out(`** server can't find ${bare(query.name)}: ${rcodeName(rcode)}\n`);
    } else if (records.length > 0) {
      if (!flags.aa) process.out('Non-authoritative answer:\n');
      process.out(records.map((record) => recordText(record).replace(/\.\n$/, '\n')).join(''));
    }
    process.out('\n');
  }
  return failed ? 1 : 0;
}

/** Names of addresses as getnameinfo(3) finds them. */
async function nameOfAddress(process: Process, address: IpAddress): Promise<string | undefined> {
  const servers = readResolvConf(process.files).servers.map((server): DnsServer => ({ address: server, port: 53 }));
  const query = queryFor(process.world, { name: reverseName(address), type: TYPE_PTR, class: CLASS_IN });
  const answer = await ask(process, servers, query, { timeoutUs: TIMEOUT_US, tries: 1, tcp: false }, () => undefined);
  if ('unreached' in answer) return undefined;
  for (const { data } of answer.message.answers) if (data.type === 'PTR') return bare(data.target);
  return undefined;
}

async function oldNslookup(process: Process): Promise<number> {
  const [name, server, ...more] = process.argv.slice(1);
  if (name === undefined || name.startsWith('-') || more.length > 0) {
    process.err(
      'BusyBox v1.28.4 (2018-05-22 17:00:17 UTC) multi-call binary.\n\nUsage: nslookup [HOST] [SERVER]\n\nQuery the nameserver for the IP address of the given HOST\noptionally using a specified DNS server\n',
    );
    return 1;
  }
  const at = server === undefined ? readResolvConf(process.files).servers[0] : (parseIpv4(server) ?? parseIpv6(server));
  if (at !== undefined) {
    process.out(`Server:    ${formatIp(at)}\n`);
    process.out(await addressLine(process, 1, at));
  }
  const found = await resolveName(process, name);
  process.out('\n');
  if ('error' in found || found.found.length === 0) {
    process.err(`nslookup: can't resolve '${name}'\n`);
    return 1;
  }
  process.out(`Name:      ${name}\n`);
  for (const [index, { address }] of found.found.entries()) {
    process.out(await addressLine(process, index + 1, address));
  }
  return 0;
}

async function addressLine(process: Process, number: number, address: IpAddress): Promise<string> {
  const name = await nameOfAddress(process, address);
  return `Address ${number}: ${formatIp(address)}${name === undefined ? '' : ` ${name}`}\n`;
}
