import { parseIpv4 } from '../../packet/address';
import { reverseName } from '../../packet/dns/names';
import type { DnsMessage } from '../../packet/dns/message';
import {
  CLASS_IN,
  TYPE_A,
  TYPE_AAAA,
  TYPE_ANY,
  TYPE_PTR,
  classNumber,
  rcodeName,
  typeName,
  typeNumber,
} from '../../packet/dns/message';
import { formatIp, parseIpv6 } from '../../packet/ipv6-address';
import { ExitError, exitStatus } from '../clib/exit';
import { NO_SERVERS, ask, type Answer, type AskOptions } from '../dns/ask';
import { messageText, WHOLE } from '../dns/message-text';
import { queryFor } from '../dns/query';
import { serverNamed, serversOf } from '../dns/servers';
import { VERSION } from '../dns/version';
import { parseOptions } from '../grammar/getopt-dialect';
import type { Program } from '../grammar/types';
import type { DnsServer } from '../resolver/dns-exchange';
import { readResolvConf, searchNames } from '../resolver/resolv-conf';
import type { Process } from '../tool';
import { bare, sentence } from './answer-text';
import { HOST } from './declaration';
import { USAGE } from './usage';

const SECOND_US = 1_000_000;
const TYPE_MX = 15;
const NXDOMAIN = 3;

/** host(1) of BIND 9.18. */
export const host: Program = {
  ...HOST,
  run: (process) =>
    exitStatus(
      (text) => process.err(text),
      () => run(process),
    ),
};

interface Settings {
  readonly process: Process;
  readonly servers: readonly DnsServer[];
  readonly asking: AskOptions;
  readonly verbose: boolean;
  readonly class: number;
  readonly recurse: boolean;
  /** Names the server before the first answer. */
  readonly header: string;
}

async function run(process: Process): Promise<number> {
  const { options, operands, error } = parseOptions(HOST, process.argv.slice(1));
  if (error !== undefined)
    throw new ExitError(1, `host: ${error.replace(/^invalid option -- '(.)'$/, 'illegal option -- $1')}\n${USAGE}`);
  const given = new Map(options.map(({ flag, value = '' }) => [flag, value]));
  if (given.has('V')) throw new ExitError(0, `host ${VERSION}\n`);
  const [name, server] = operands;
  if (name === undefined) throw new ExitError(1, USAGE);
  for (const flag of ['C', 'l']) {
    if (given.has(flag)) throw new ExitError(1, `host: cka-net: -${flag} is not simulated yet\n`);
  }
  const type = typeOption(given);
  const classText = given.get('c');
  const number = classText === undefined ? CLASS_IN : classNumber(classText);
  if (number === undefined) throw new ExitError(2, `host: invalid class: ${classText}\n\n`);
  const conf = readResolvConf(process.files);
  const port = Number(given.get('p') ?? 53);
  const family = given.has('4') ? 'inet' : given.has('6') ? 'inet6' : undefined;
  const named = server === undefined ? undefined : await serverNamed(process, 'host', server, port);
  const ndots = given.get('N');
  const settings: Settings = {
    process,
    servers: named ? [named] : serversOf(conf, port, family),
    asking: {
      timeoutUs: (Number(given.get('W') ?? conf.timeout ?? 5) || 1) * SECOND_US,
      tries: Math.max(2, Number(given.get('R') ?? 2)),
      tcp: given.has('T') || (type === TYPE_ANY && !given.has('U')),
      stopAtServfail: given.has('s'),
    },
    verbose: given.has('v') || given.has('d') || given.has('a'),
    class: number,
    recurse: !given.has('r'),
    header: named ? headerText(named, server ?? '') : '',
  };
  const address = parseIpv4(name) ?? parseIpv6(name);
  if (address !== undefined && type === undefined)
    return lookUp(settings, reverseName(address), [reverseName(address)], [TYPE_PTR]);
  const names = searchNames(name, { search: conf.search, ndots: ndots === undefined ? conf.ndots : Number(ndots) });
  return lookUp(settings, name, names, type === undefined ? [TYPE_A, TYPE_AAAA, TYPE_MX] : [type], type === undefined);
}

function typeOption(given: ReadonlyMap<string, string>): number | undefined {
  if (given.has('a') || given.has('A')) return TYPE_ANY;
  const text = given.get('t');
  if (text === undefined) return undefined;
  const number = typeNumber(text);
  if (number === undefined) throw new ExitError(2, `host: invalid type: ${text}\n\n`);
  return number;
}

function headerText(server: DnsServer, typed: string): string {
  return `Using domain server:\nName: ${typed}\nAddress: ${formatIp(server.address)}#${server.port}\nAliases: \n\n`;
}

/** Looks for the first of the names that there is, then asks about it for the other types too. */
async function lookUp(
  settings: Settings,
  typed: string,
  names: readonly string[],
  types: readonly number[],
  several = false,
): Promise<number> {
  const { process } = settings;
  let { header } = settings;
  let status = 0;
  const showHeader = (): void => {
    process.out(header);
    header = '';
  };
  const [firstType = TYPE_A, ...otherTypes] = types;
  for (const [index, name] of names.entries()) {
    const first = await question(settings, name, firstType);
    if (!first) return 1;
    const { message } = first;
    const last = index === names.length - 1;
    if (message.rcode !== 0) {
      if (!last && (message.rcode === NXDOMAIN || names.length > 1)) continue;
      showHeader();
      notFound(settings, typed, name, message.rcode);
      return 1;
    }
    showHeader();
    print(settings, first, name, firstType, several);
    // What an alias stands for is asked about from here on.
    const owner = message.answers.at(-1)?.name ?? name;
    for (const type of otherTypes) {
      const answer = await question(settings, owner, type);
      if (answer?.message.rcode === 0) print(settings, answer, owner, type, several);
      else if (answer) {
        notFound(settings, typed, owner, answer.message.rcode);
        status = 1;
      }
    }
    return status;
  }
  return 1;
}

/** The name as typed when there is no such one, the name asked for after any other error. */
function notFound({ process }: Settings, typed: string, asked: string, rcode: number): void {
  const name = rcode === NXDOMAIN ? typed : bare(asked);
  process.out(`Host ${name} not found: ${rcode}(${rcodeName(rcode)})\n`);
}

async function question(settings: Settings, name: string, type: number): Promise<Answer | undefined> {
  const { process, servers, asking, verbose, recurse: rd } = settings;
  if (verbose) process.out(`Trying "${bare(name)}"\n`);
  const query: DnsMessage = queryFor(process.world, { name, type, class: settings.class }, { rd });
  const answer = await ask(process, servers, query, asking, (line) => process.out(`${line}\n`));
  if ('server' in answer) return answer;
  if (answer.unreached === 'silence') process.out(`${NO_SERVERS}\n`);
  return undefined;
}

function print({ process, verbose }: Settings, answer: Answer, name: string, type: number, several: boolean): void {
  const { message, size, server, elapsedUs } = answer;
  const from = `Received ${size} bytes from ${formatIp(server.address)}#${server.port} in ${Math.floor(elapsedUs / 1000)} ms\n`;
  if (verbose) {
    process.out(`${messageText(message, WHOLE, undefined)}${from}`);
    return;
  }
  for (const record of message.answers) process.out(sentence(record));
  if (message.answers.length === 0 && !several) process.out(`${bare(name)} has no ${typeName(type)} record\n`);
}
