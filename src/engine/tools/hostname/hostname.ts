import { KernelError, strerror } from '../../kernel/errno';
import { formatIpv4 } from '../../packet/address';
import { ExitError, exitStatus } from '../clib/exit';
import { parseOptions } from '../grammar/getopt-dialect';
import type { Program } from '../grammar/types';
import { GAI_ERRORS, getaddrinfo, type Resolution } from '../resolver/getaddrinfo';
import { nameOfAddress, readHosts } from '../resolver/name-files';
import type { Process } from '../tool';
import { HOSTNAME_OPTIONS, hostnameDeclaration } from './declaration';
import { USAGE, VERSION } from './texts';

const USAGE_STATUS = 255;
/** sethostname(2): __NEW_UTS_LEN. */
const MAX_LENGTH = 64;

/** What is shown, by the letter of the option that asks for it; `''` is the plain host name. */
type View = '' | 'a' | 'A' | 'd' | 'f' | 'i' | 'I' | 's' | 'y';

function program(name: string, view: View, en: string, ko: string): Program {
  return {
    ...hostnameDeclaration(name, en, ko),
    run: (process) =>
      exitStatus(
        (text) => process.err(text),
        () => run(process, name, view),
      ),
  };
}

/** hostname(1) 3.23 and the names it also answers to. */
export const hostnameTools: readonly Program[] = [
  program('hostname', '', 'Shows or sets the host’s name.', '호스트 이름을 보여 주거나 설정합니다.'),
  program('dnsdomainname', 'd', 'Shows the DNS domain.', 'DNS 도메인을 보여 줍니다.'),
  program('domainname', 'y', 'Shows the NIS domain.', 'NIS 도메인을 보여 줍니다.'),
  program('nisdomainname', 'y', 'Shows the NIS domain.', 'NIS 도메인을 보여 줍니다.'),
  program('ypdomainname', 'y', 'Shows the NIS domain.', 'NIS 도메인을 보여 줍니다.'),
];

function run(process: Process, name: string, initial: View): number {
  const { options, operands, error } = parseOptions({ options: HOSTNAME_OPTIONS }, process.argv.slice(1));
  let view = initial;
  let file: string | undefined;
  for (const { flag, value } of options) {
    if (flag === 'V') {
      process.out(VERSION);
      return 0;
    }
    if (flag === 'h' || flag === '?') {
      process.out(USAGE);
      return USAGE_STATUS;
    }
    if (flag === 'F') file = value;
    else if (flag !== 'b') view = flag as View;
  }
  if (error !== undefined) {
    process.err(`${name}: ${error}\n`);
    process.out(USAGE);
    return USAGE_STATUS;
  }
  const wanted = file === undefined ? operands : [readName(process, name, file), ...operands];
  const [newName] = wanted;
  if (newName === undefined) {
    process.out(show(process, name, view));
    return 0;
  }
  if (wanted.length > 1 || view !== '') throw new ExitError(USAGE_STATUS, USAGE);
  setName(process, name, newName);
  return 0;
}

/** The first line of a file that is neither blank nor a comment. */
function readName(process: Process, program: string, path: string): string {
  try {
    const lines = process.files.read(path).split('\n');
    return lines.map((line) => line.trim()).find((line) => line !== '' && !line.startsWith('#')) ?? '';
  } catch (error) {
    if (error instanceof KernelError) throw new ExitError(1, `${program}: ${strerror(error.errno)}\n`);
    throw error;
  }
}

function setName(process: Process, program: string, name: string): void {
  const labels = name.split('.');
  if (!labels.every((label) => /^[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?$/.test(label))) {
    throw new ExitError(1, `${program}: the specified hostname is invalid\n`);
  }
  if (name.length > MAX_LENGTH) throw new ExitError(1, `${program}: name too long\n`);
  process.world.writeHost(process.host).hostname = name;
}

function show(process: Process, program: string, view: View): string {
  const { hostname } = process.world.host(process.host);
  switch (view) {
    case '':
      return `${hostname}\n`;
    case 's':
      return `${hostname.replace(/\..*/, '')}\n`;
    case 'f':
      return `${resolve(process, program, hostname).canonicalName}\n`;
    case 'd': {
      const { canonicalName } = resolve(process, program, hostname);
      const dot = canonicalName.indexOf('.');
      return dot < 0 ? '' : `${canonicalName.slice(dot + 1)}\n`;
    }
    case 'i':
      return `${formatIpv4(resolve(process, program, hostname).address)}\n`;
    case 'a': {
      const { canonicalName } = resolve(process, program, hostname);
      const entry = readHosts(process.files).find(({ names }) => names[0] === canonicalName);
      return `${(entry?.names.slice(1) ?? []).join(' ')}\n`;
    }
    case 'I':
      return `${ownAddresses(process)
        .map((address) => `${address} `)
        .join('')}\n`;
    case 'A':
      return `${ownNames(process)
        .map((name) => `${name} `)
        .join('')}\n`;
    case 'y':
      return showNisDomain(process, program);
  }
}

/** A lab has no NIS domain. domainname shows the kernel's word for that, the others complain. */
function showNisDomain(process: Process, program: string): string {
  if (program === 'domainname') return '(none)\n';
  // It says so on standard output.
  process.out(`${program}: Local domain name not set\n`);
  throw new ExitError(1);
}

function resolve(process: Process, program: string, hostname: string): Extract<Resolution, { type: 'inet' }> {
  const found = getaddrinfo(process.files, hostname);
  if (found.type === 'inet') return found;
  const error = found.type === 'error' ? found.error : 'EAI_NONAME';
  throw new ExitError(1, `${program}: ${GAI_ERRORS[error]}\n`);
}

/** getifaddrs(3): addresses of interfaces that are up, except loopback and link-local IPv6. */
function ownAddresses(process: Process): readonly string[] {
  const links = process
    .netlink()
    .links()
    .filter((link) => link.up && !link.flags.includes('LOOPBACK'));
  return [
    ...links.flatMap((link) => link.addresses4.map(({ address }) => formatIpv4(address))),
    ...links.flatMap((link) => link.addresses6.filter(({ scope }) => scope !== 'link').map(({ address }) => address)),
  ];
}

function ownNames(process: Process): readonly string[] {
  const links = process
    .netlink()
    .links()
    .filter((link) => link.up && !link.flags.includes('LOOPBACK'));
  return links.flatMap((link) => link.addresses4.flatMap(({ address }) => nameOfAddress(process.files, address) ?? []));
}
