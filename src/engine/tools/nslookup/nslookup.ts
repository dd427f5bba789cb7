import { parseIpv4 } from '../../packet/address';
import { TYPE_A, TYPE_AAAA, TYPE_ANY, TYPE_PTR, rcodeName } from '../../packet/dns/message';
import { absolute, reverseName } from '../../packet/dns/names';
import { formatIp, parseIpv6 } from '../../packet/ipv6-address';
import { ExitError, exitStatus } from '../clib/exit';
import { NO_SERVERS, ask, type Answer } from '../dns/ask';
import { queryFor } from '../dns/query';
import { serverNamed, serversOf } from '../dns/servers';
import { VERSION } from '../dns/version';
import type { Program } from '../grammar/types';
import type { DnsServer } from '../resolver/dns-exchange';
import { readResolvConf, searchNames } from '../resolver/resolv-conf';
import type { Process } from '../tool';
import { bare, detailText, recordText } from './answer-text';
import { NSLOOKUP } from './declaration';
import { busyboxNslookup } from './busybox';
import { DEFAULTS, changed, type NslookupSettings } from './settings';

const SECOND_US = 1_000_000;
const NXDOMAIN = 3;

const USAGE = `Usage:
   nslookup [-opt ...]             # interactive mode using default server
   nslookup [-opt ...] - server    # interactive mode using 'server'
   nslookup [-opt ...] host        # just look up 'host' using default server
   nslookup [-opt ...] host server # just look up 'host' using 'server'
`;

/** nslookup(1) of BIND 9.18; BusyBox' in images that are made of it and have no other. */
export const nslookup: Program = {
  ...NSLOOKUP,
  run: (process) => {
    const { container } = process.world.host(process.host);
    if (container?.sh === 'ash' && !process.files.exists('/usr/bin/nslookup')) return busyboxNslookup(process);
    return exitStatus(
      (text) => process.err(text),
      () => run(process),
    );
  },
};

/** What a session remembers from line to line. */
interface Session {
  readonly process: Process;
  settings: NslookupSettings;
  server: { readonly typed: string; readonly at: DnsServer } | undefined;
  /** Nothing was found yet, or the last look-up failed. */
  failed: boolean;
}

async function run(process: Process): Promise<number> {
  const session: Session = { process, settings: DEFAULTS, server: undefined, failed: true };
  const operands: string[] = [];
  for (const word of process.argv.slice(1)) {
    if (word === '-version') throw new ExitError(0, `nslookup ${VERSION}\n`);
    if (!word.startsWith('-') || word === '-') operands.push(word);
    else session.settings = changed(session.settings, word.slice(1), (text) => process.out(text));
  }
  const names = operands.filter((word) => word !== '-');
  const interactive = operands.length === 0 || operands[0] === '-';
  if (names.length > (interactive ? 1 : 2)) throw new ExitError(1, USAGE);
  const [first = '', second] = names;
  const server = interactive ? names[0] : second;
  if (server !== undefined) await choose(session, server);
  if (interactive) await converse(session);
  else {
    await lookUp(session, first);
    process.out('\n');
  }
  return session.failed ? 1 : 0;
}

/** Lines of standard input: names to look up, `set KEY=VALUE`, `server NAME`, `exit`. */
async function converse(session: Session): Promise<void> {
  const { process } = session;
  for (const line of process.stdin.split('\n')) {
    const [command = '', ...words] = line.trim().split(/\s+/);
    if (command === '' || process.signal.aborted) continue;
    if (command === 'exit') break;
    if (command === 'set') {
      session.settings = changed(session.settings, words.join(' '), (text) => process.out(text));
    } else if (command === 'server' || command === 'lserver') {
      await choose(session, words[0] ?? '');
      const { server } = session;
      if (server) process.out(`Default server: ${server.typed}\nAddress: ${placeOf(server.at)}\n`);
    } else {
      const before = session.server;
      if (words[0] !== undefined) await choose(session, words[0]);
      await lookUp(session, command);
      session.server = before;
    }
  }
  process.out('\n');
}

async function choose(session: Session, typed: string): Promise<void> {
  const at = await serverNamed(session.process, 'nslookup', typed, session.settings.port);
  session.server = { typed, at };
}

function placeOf({ address, port }: DnsServer): string {
  return `${formatIp(address)}#${port}`;
}

async function lookUp(session: Session, text: string): Promise<void> {
  const { settings, process } = session;
  const address = parseIpv4(text) ?? parseIpv6(text);
  if (address !== undefined && settings.type === undefined) {
    await inquire(session, text, [reverseName(address)], TYPE_PTR, 'reverse');
    return;
  }
  const conf = readResolvConf(process.files);
  const search = settings.domain === undefined ? conf.search : [settings.domain];
  const names = settings.search ? searchNames(text, { search, ndots: settings.ndots ?? conf.ndots }) : [absolute(text)];
  if (settings.type !== undefined) {
    await inquire(session, text, names, settings.type, 'only');
    return;
  }
  const first = await inquire(session, text, names, TYPE_A, 'first');
  if (!first) return;
  const { message } = first;
  const owner = message.answers.at(-1)?.name ?? message.questions[0]?.name ?? absolute(text);
  const second = await inquire(session, text, [owner], TYPE_AAAA, 'second');
  const found = message.answers.length + (second?.message.answers.length ?? 0) > 0;
  if (second && !found) process.out(`*** Can't find ${bare(text)}: No answer\n`);
}

/** Asks for the first of the names that there is and shows what came; undefined when nothing did. */
async function inquire(
  session: Session,
  typed: string,
  names: readonly string[],
  type: number,
  part: 'only' | 'first' | 'second' | 'reverse',
): Promise<Answer | undefined> {
  const { process, settings, server } = session;
  const conf = readResolvConf(process.files);
  const servers = server ? [server.at] : serversOf(conf, settings.port);
  for (const [index, name] of names.entries()) {
    const query = queryFor(process.world, { name, type, class: settings.class }, { rd: settings.recurse });
    const answer = await ask(
      process,
      servers,
      query,
      {
        timeoutUs: (settings.timeout ?? conf.timeout ?? 5) * SECOND_US,
        tries: settings.tries ?? conf.attempts ?? 3,
        tcp: settings.tcp || type === TYPE_ANY,
        stopAtServfail: settings.stopAtServfail,
      },
      (line) => process.out(`${line}\n`),
    );
    if ('unreached' in answer) {
      if (answer.unreached === 'silence') process.out(`${NO_SERVERS}\n`);
      session.failed = true;
      return undefined;
    }
    const { rcode } = answer.message;
    if (rcode === NXDOMAIN && index < names.length - 1) continue;
    if (rcode !== 0 && names.length > 1 && index < names.length - 1) continue;
    show(session, answer, bare(part === 'reverse' ? name : typed), type, part);
    return rcode === 0 ? answer : undefined;
  }
  return undefined;
}

function show(session: Session, { message, server: at }: Answer, name: string, type: number, part: string): void {
  const { process, settings, server } = session;
  if (part === 'only' || part === 'first') {
    process.out(`Server:\t\t${server?.typed ?? formatIp(at.address)}\nAddress:\t${placeOf(at)}\n\n`);
  }
  if (settings.debug) process.out(detailText(message));
  session.failed = message.rcode !== 0;
  if (message.rcode !== 0) {
    process.out(`** server can't find ${name}: ${rcodeName(message.rcode)}\n`);
    return;
  }
  const { aa } = message.flags;
  if (!aa && part !== 'second') process.out('Non-authoritative answer:\n');
  const { answers, authorities, additionals } = message;
  if (answers.length === 0 && (part === 'only' || part === 'reverse')) {
    process.out(`*** Can't find ${name}: No answer\n`);
  }
  process.out(answers.map(recordText).join(''));
  if (aa || type === TYPE_A || type === TYPE_AAAA) return;
  process.out(
    `\nAuthoritative answers can be found from:\n${[...authorities, ...additionals].map(recordText).join('')}`,
  );
}
