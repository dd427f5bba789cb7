import { formatIpv4, parseIpv4 } from '../../packet/address';
import { formatIp, IPV6_LOOPBACK, parseIpv6 } from '../../packet/ipv6-address';
import { ExitError, exitStatus } from '../clib/exit';
import { positional } from '../grammar/declare-getopt';
import { parseOptions } from '../grammar/getopt-dialect';
import type { Declaration, Program } from '../grammar/types';
import { hostServices } from '../resolver/getaddrinfo';
import { inetAton } from '../resolver/inet-aton';
import { resolveName } from '../resolver/lookup';
import { readHosts, readNetworks, type HostsEntry } from '../resolver/name-files';
import { resolveInDns, reverseInDns } from '../resolver/stub';
import type { HostFiles, Process } from '../tool';

const TRY = "Try `getent --help' or `getent --usage' for more information.\n";
const NOT_FOUND = 2;
const E_OPTION = 64;

const DECLARATION: Declaration = {
  name: 'getent',
  words: {
    en: 'Asks the name service (files, DNS) as programs do.',
    ko: '프로그램이 하듯이 이름 서비스(파일, DNS)에 물어봅니다.',
  },
  synopsis: 'getent hosts|ahosts|ahostsv4|ahostsv6|networks [KEY…]',
  dialect: 'getopt',
  options: [],
  body: {
    clause: {
      parameters: [],
      positionals: [
        {
          keyword: 'database',
          value: {
            name: 'DATABASE',
            type: 'choice',
            words: { en: 'What to ask about.', ko: '무엇을 물어볼지 고릅니다.' },
            choices: [
              { value: 'hosts', words: { en: 'Hosts by name or address.', ko: '이름이나 주소로 호스트를 찾습니다.' } },
              {
                value: 'ahosts',
                words: { en: 'Hosts as getaddrinfo finds them.', ko: 'getaddrinfo로 호스트를 찾습니다.' },
              },
              { value: 'ahostsv4', words: { en: 'The same, IPv4 only.', ko: '같지만 IPv4만 찾습니다.' } },
              { value: 'ahostsv6', words: { en: 'The same, IPv6 only.', ko: '같지만 IPv6만 찾습니다.' } },
              { value: 'networks', words: { en: 'Network names.', ko: '네트워크 이름입니다.' } },
            ],
          },
        },
        positional('key', ['KEY', 'host'], 'A name or an address.', '이름이나 주소입니다.', {
          optional: true,
          repeats: true,
        }),
      ],
    },
  },
};

/** getent(1) of glibc 2.36 for the databases of the network. */
export const getent: Program = {
  ...DECLARATION,
  run: (process) =>
    exitStatus(
      (text) => process.err(text),
      async () => {
        const { operands, error } = parseOptions(DECLARATION, process.argv.slice(1));
        if (error !== undefined) throw new ExitError(E_OPTION, `getent: ${error}\n${TRY}`);
        const [database, ...keys] = operands;
        if (database === undefined) return complain(process, 'getent: wrong number of arguments\n');
        const lookup = DATABASES.get(database);
        if (!lookup) return complain(process, `Unknown database: ${database}\n`);
        const answers: string[] = [];
        for (const key of keys.length === 0 ? [undefined] : keys) answers.push(await lookup(process, key));
        process.out(answers.join(''));
        return keys.length > 0 && answers.includes('') ? NOT_FOUND : 0;
      },
    ),
};

function complain(process: { out(text: string): void; err(text: string): void }, message: string): number {
  process.err(message);
  process.out(TRY);
  return 1;
}

type Lookup = (process: Process, key?: string) => string | Promise<string>;

function streams(family?: 'inet' | 'inet6'): Lookup {
  return (process, key) => (key === undefined ? listHosts(process.files) : lookupStreams(process, key, family));
}

/** What each database answers for a key, or for none: everything it has. '' means not found. */
const DATABASES = new Map<string, Lookup>([
  ['hosts', (process, key) => (key === undefined ? listHosts(process.files) : lookupHost(process, key))],
  ['ahosts', streams()],
  ['ahostsv4', streams('inet')],
  ['ahostsv6', streams('inet6')],
  ['networks', ({ files }, key) => listNetworks(files, key)],
]);

function hostLine(address: string, names: readonly string[]): string {
  return `${address.padEnd(15)} ${names.join(' ')}\n`;
}

/** gethostent(3) speaks IPv4: ::1 becomes 127.0.0.1 and other IPv6 lines are left out. */
function listHosts(files: HostFiles): string {
  return readHosts(files)
    .map(({ address, names }) => ({ address: address === '::1' ? '127.0.0.1' : address, names }))
    .filter(({ address }) => parseIpv4(address) !== undefined)
    .map(({ address, names }) => hostLine(address, names))
    .join('');
}

/** gethostbyaddr(3) for an address; gethostbyname2(3), IPv6 before IPv4, for a name. */
async function lookupHost(process: Process, key: string): Promise<string> {
  const { files } = process;
  const address = parseIpv4(key) ?? parseIpv6(key);
  const dns = hostServices(files).includes('dns');
  if (address !== undefined) {
    const text = formatIp(address);
    const entry = readHosts(files).find((each) => each.address === text);
    if (entry) return hostLine(text, entry.names);
    const name = dns ? await reverseInDns(process, address) : undefined;
    return name === undefined ? '' : hostLine(text, [name]);
  }
  const short = inetAton(key);
  if (short !== undefined) return hostLine(formatIpv4(short), [key]);
  const found = entriesOf(files, key);
  if (found.length === 0 && dns) return hostInDns(process, key);
  const v6 = found.filter((entry) => parseIpv4(entry.address) === undefined);
  const chosen = v6.length > 0 ? v6 : found;
  const [first] = chosen;
  if (!first) return '';
  // nss_files merges the names of all lines into one list that goes with every address.
  const names = [...new Set([first.names[0], ...chosen.flatMap((entry) => entry.names)])];
  return chosen.map((entry) => hostLine(entry.address, names)).join('');
}

/** gethostbyname2(3) of the DNS: IPv6 first. */
async function hostInDns(process: Process, key: string): Promise<string> {
  for (const family of ['inet6', 'inet'] as const) {
    const asked = await resolveInDns(process, key, [family]);
    if (asked.type !== 'found') continue;
    const names = [...new Set([asked.canonicalName, asked.asked])];
    return asked.addresses.map(({ address }) => hostLine(formatIp(address), names)).join('');
  }
  return '';
}

function entriesOf(files: HostFiles, name: string): readonly HostsEntry[] {
  const wanted = name.toLowerCase();
  return readHosts(files).filter(({ names }) => names.some((n) => n.toLowerCase() === wanted));
}

/** getaddrinfo(3) with AI_ADDRCONFIG: three socket types per address, the canonical name on the first line. */
async function lookupStreams(process: Process, key: string, family?: 'inet' | 'inet6'): Promise<string> {
  const wanted = configuredFamily(process, family);
  const all = wanted === 'none' ? undefined : await resolveName(process, key, { family: wanted });
  if (!all || 'error' in all) return '';
  const addresses = [...new Set(all.found.map(({ address }) => formatIp(address)))];
  const canonicalName = all.found[0]?.canonicalName ?? key;
  return addresses
    .flatMap((address, i) =>
      ['STREAM', 'DGRAM', 'RAW'].map((type, j) => {
        return `${address.padEnd(15)} ${type.padEnd(6)} ${i === 0 && j === 0 ? canonicalName : ''}\n`;
      }),
    )
    .join('');
}

/** gaih_inet: a family of which the host has no address beyond its loopback is not asked for, unless it has neither. */
function configuredFamily(process: Process, family?: 'inet' | 'inet6'): 'inet' | 'inet6' | 'none' | undefined {
  const links = process.netlink().links();
  const ipv4 = links.some(({ addresses4 }) => addresses4.some(({ address }) => address >>> 24 !== 127));
  const ipv6 = links.some(({ addresses6 }) => addresses6.some(({ address }) => address !== IPV6_LOOPBACK));
  if (family === undefined) return ipv4 === ipv6 ? undefined : ipv4 ? 'inet' : 'inet6';
  return (family === 'inet' ? ipv4 : ipv6) ? family : 'none';
}

function listNetworks(files: HostFiles, key: string | undefined): string {
  const wanted = key === undefined ? undefined : parseIpv4(key);
  return readNetworks(files)
    .filter(({ name, network }) => key === undefined || name === key || network === wanted)
    .map(({ name, network }) => `${name.padEnd(21)} ${formatIpv4(network)}\n`)
    .join('');
}
