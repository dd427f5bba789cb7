import { LAB_EPOCH_MS } from '../../kernel/clock';
import { absolute, labelsOf } from '../../packet/dns/names';
import { formatIp, parseIpv6 } from '../../packet/ipv6-address';
import { parseIpv4 } from '../../packet/address';
import type { DnsMessage, Edns } from '../../packet/dns/message';
import { encodeDns } from '../../packet/dns/encode';
import { ExitError, exitStatus } from '../clib/exit';
import { NO_SERVERS, ask, type Answer } from '../dns/ask';
import { messageText } from '../dns/message-text';
import { clientCookie, queryFor } from '../dns/query';
import { dataText } from '../dns/record-text';
import { serverNamed, serversOf } from '../dns/servers';
import { VERSION } from '../dns/version';
import type { Program } from '../grammar/types';
import type { DnsServer } from '../resolver/dns-exchange';
import { readResolvConf, searchNames, type ResolvConf } from '../resolver/resolv-conf';
import type { Process } from '../tool';
import { readArguments, type DigCommand, type DigLookup } from './arguments';
import { DIG } from './declaration';
import type { DigSettings } from './plus-options';

const SECOND_US = 1_000_000;
const NXDOMAIN = 3;
const TYPE_ANY = 255;

/** dig(1) of BIND 9.18. */
export const dig: Program = {
  ...DIG,
  run: (process) =>
    exitStatus(
      (text) => process.err(text),
      () => run(process),
    ),
};

async function run(process: Process): Promise<number> {
  const command = readArguments(process.argv.slice(1), (text) => process.out(text));
  for (const warning of command.warnings) process.err(warning);
  const conf = readResolvConf(process.files);
  const source = command.source === undefined ? undefined : (parseIpv4(command.source) ?? parseIpv6(command.source));
  const greeting = new Greeting(process, command);
  let status = 0;
  for (const lookup of command.lookups) {
    if (process.signal.aborted) return 130;
    // Whoever named no server asks those of resolv.conf.
    const servers =
      lookup.server === undefined
        ? serversOf(conf, command.port, command.family)
        : [await serverNamed(process, 'dig', lookup.server, command.port)];
    status = await lookUp({ process, command, lookup, servers, conf, source, greeting });
  }
  return status;
}

/** The first lines, printed once, with the first thing that is shown. */
class Greeting {
  private done = false;

  constructor(
    private readonly process: Process,
    private readonly command: DigCommand,
  ) {}

  /** Before an answer; `again`: before each answer along the search list. */
  print(again = false): void {
    if (this.command.greeting && (again || !this.done)) this.write();
  }

  /** When nobody answered: whatever came behind the first name counts for answers only. */
  printFailed(): void {
    if (this.command.greetsFailure && !this.done) this.write();
  }

  private write(): void {
    this.done = true;
    const { argv } = this.process;
    const found = this.command.greetedServer === undefined ? '' : '; (1 server found)\n';
    const words = argv.slice(1).map((word) => ` ${word}`);
    this.process.out(`\n; <<>> DiG ${VERSION} <<>>${words.join('')}\n${found};; global options: +cmd\n`);
  }
}

interface Job {
  readonly process: Process;
  readonly command: DigCommand;
  readonly lookup: DigLookup;
  readonly servers: readonly DnsServer[];
  readonly conf: ResolvConf;
  readonly source: ReturnType<typeof parseIpv4> | ReturnType<typeof parseIpv6>;
  readonly greeting: Greeting;
}

async function lookUp(job: Job): Promise<number> {
  const { process, lookup, servers, conf, greeting, source } = job;
  const { settings } = lookup;
  const names = namesOf(lookup, conf);
  for (const [index, name] of names.entries()) {
    requireName(name, lookup.name);
    const query = queryOf(process, lookup, name);
    if (settings.query) printQuery(job, query);
    const answer = await ask(
      process,
      servers,
      query,
      {
        timeoutUs: (settings.timeout ?? conf.timeout ?? 5) * SECOND_US,
        tries: settings.tries ?? conf.attempts ?? 3,
        tcp: settings.tcp ?? lookup.type === TYPE_ANY,
        ignoreTruncation: settings.ignore,
        stopAtServfail: settings.fail,
        ...(source !== undefined && { source }),
      },
      (line) => process.out(`${line}\n`),
    );
    if ('unreached' in answer) {
      if (answer.unreached === 'silence') {
        greeting.printFailed();
        process.out(`${NO_SERVERS}\n`);
      }
      return 9;
    }
    const last = index === names.length - 1;
    const found = answer.message.rcode !== NXDOMAIN && answer.message.answers.length > 0;
    if (last || found || settings.showSearch) print(job, query, answer, index);
    if (found) return 0;
  }
  return 0;
}

function namesOf({ name, reverse, settings }: DigLookup, conf: ResolvConf): readonly string[] {
  if (!settings.search || reverse) return [absolute(name)];
  const search = settings.domain === undefined ? conf.search : [settings.domain];
  return searchNames(name, { search, ndots: settings.ndots ?? conf.ndots });
}

/** dns_name_fromtext's complaints. */
function requireName(name: string, typed: string): void {
  if (labelsOf(name)) return;
  const problem = /(^|[^\\])\.\.|^\../.test(name) ? 'empty label' : 'label too long';
  throw new ExitError(10, `dig: '${typed}' is not a legal name (${problem})\n`);
}

function queryOf({ world }: Process, { type, class: number, settings }: DigLookup, name: string): DnsMessage {
  const { recurse: rd, aaFlag: aa, adFlag: ad, cdFlag: cd } = settings;
  return queryFor(world, { name, type, class: number }, { rd, aa, ad, cd }, ednsOf(world, settings));
}

function ednsOf(world: Process['world'], { edns, bufsize, dnssec, cookie }: DigSettings): Edns | undefined {
  if (edns === undefined) return undefined;
  return { version: edns, udpSize: bufsize, dnssecOk: dnssec, options: cookie ? [clientCookie(world)] : [] };
}

function printQuery({ process, lookup: { settings }, greeting }: Job, query: DnsMessage): void {
  if (settings.short) return;
  greeting.print();
  const head = settings.comments ? ';; Sending:\n' : '';
  const size = `;; QUERY SIZE: ${encodeDns(query).length}\n\n`;
  process.out(`${head}${messageText(query, styleOf(settings), undefined)}${size}`);
}

function styleOf(settings: DigSettings) {
  const { ttl, class: withClass, ttlUnits, multiline } = settings;
  return { ...settings, records: { ttl, class: withClass, ttlUnits, multiline } };
}

function print(
  { process, command, lookup: { settings }, greeting }: Job,
  query: DnsMessage,
  answer: Answer,
  index: number,
): void {
  const { message, server, elapsedUs } = answer;
  if (settings.short) return printShort(process, settings, answer);
  greeting.print(settings.showSearch && index > 0);
  const head = settings.comments ? ';; Got answer:\n' : '';
  process.out(`${head}${messageText(message, styleOf(settings), query)}`);
  if (!settings.stats) return;
  const time = command.microseconds ? `${elapsedUs} usec` : `${Math.floor(elapsedUs / 1000)} msec`;
  const place = formatIp(server.address);
  process.out(
    `;; Query time: ${time}\n` +
      `;; SERVER: ${place}#${server.port}(${place}) (${answer.tcp ? 'TCP' : 'UDP'})\n` +
      `;; WHEN: ${dateText(process.world.nowUs)}\n` +
      `;; MSG SIZE  rcvd: ${answer.size}\n\n`,
  );
}

function printShort(process: Process, { identify }: DigSettings, { message, server, elapsedUs }: Answer): void {
  const from = identify ? ` from server ${formatIp(server.address)} in ${Math.floor(elapsedUs / 1000)} ms.` : '';
  for (const { data } of message.answers) process.out(`${dataText(data)}${from}\n`);
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Thu Nov 26 17:30:38 UTC 2026`. */
function dateText(nowUs: number): string {
  const date = new Date(LAB_EPOCH_MS + Math.floor(nowUs / 1000));
  const time = date.toISOString().slice(11, 19);
  const day = String(date.getUTCDate()).padStart(2, '0');
  return `${DAYS[date.getUTCDay()]} ${MONTHS[date.getUTCMonth()]} ${day} ${time} UTC ${date.getUTCFullYear()}`;
}
