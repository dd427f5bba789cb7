import { connections, deleteConnection, type ConntrackEntry } from '../../kernel/netfilter/conntrack';
import { ExitError, exitStatus } from '../clib/exit';
import { atoi } from '../clib/numbers';
import type { GivenOption } from '../clib/getopt';
import { parseOptions } from '../grammar/getopt-dialect';
import type { Program } from '../grammar/types';
import type { Process } from '../tool';
import { CHANGES, create, updateAll, type Given } from './change';
import { CONNTRACK } from './declaration';
import { familyOf, filterOf, protocolNumber, refuse, type Wanted } from './filter';
import { EventSession, type EventType } from './events';
import { entryText } from './format';
import { XML_END, XML_HEAD } from './other-formats';
import { PROGRAM, USAGE } from './texts';

/** conntrack(8) of conntrack-tools 1.4.7, for this namespace's connections. */
export const conntrack: Program = {
  ...CONNTRACK,
  run: (process) =>
    exitStatus(
      (text) => process.err(text),
      () => run(process),
    ),
};

const COMMANDS: ReadonlySet<string> = new Set(['L', 'G', 'D', 'F', 'C', 'S', 'I', 'U', 'E', 'V', 'h']);
/** Commands that take no other option. */
const BARE: ReadonlySet<string> = new Set(['F', 'C', 'S']);
const TABLES: ReadonlySet<string> = new Set(['conntrack', 'expect', 'dying', 'unconfirmed']);
const OUTPUTS: ReadonlySet<string> = new Set('extended id timestamp ktimestamp userspace xml labels save'.split(' '));
/** Options that go with one command only. */
const ONLY_FOR: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['e', new Set(['E'])],
  ['b', new Set(['E'])],
  ['i', new Set(['L', 'G', 'D', 'U'])],
  ['z', new Set(['L'])],
  ['t', new Set(['I', 'U', 'D', 'G', 'L'])],
]);

/** The request that a command line makes. */
interface Request {
  readonly command: string;
  readonly table: string;
  readonly wanted: Wanted;
  readonly output: ReadonlySet<string>;
  readonly flags: ReadonlySet<string>;
  readonly given: Given;
  readonly protocol: number | undefined;
  /** Some option named a family, by itself or by an address. */
  readonly familyKnown: boolean;
}

function run(process: Process): number | Promise<number> {
  const request = readRequest(process);
  switch (request.command) {
    case 'V':
      process.out(`${PROGRAM}\n`);
      return 0;
    case '':
    case 'h':
      process.out(USAGE);
      return 0;
    case 'L':
      return list(process, request);
    case 'G':
      return get(process, request);
    case 'D':
      return remove(process, request);
    case 'F':
      if (request.table === 'expect') {
        process.err(`${PROGRAM}: expectation table has been emptied.\n`);
        return 0;
      }
      for (const entry of entriesOf(process)) deleteConnection(process.world, process.netns, entry, process.pid);
      process.err(`${PROGRAM}: connection tracking table has been emptied.\n`);
      return 0;
    case 'C':
      process.out(`${request.table === 'conntrack' ? entriesOf(process).length : 0}\n`);
      return 0;
    case 'S':
      for (const cpu of [0, 1]) process.out(`cpu=${cpu}   \t${STATISTICS.map((name) => `${name}=0 `).join('')}\n`);
      return 0;
    case 'I':
      return create(process, request.given, request.protocol);
    case 'U': {
      const { given, familyKnown, output } = request;
      if (request.table === 'expect') throw refuse("Can't do --update on expectations");
      return updateAll(process, entriesOf(process).filter(request.wanted), given, { familyKnown, output });
    }
    default: {
      const { table, wanted, output, given } = request;
      const types = readEventMask(given.get('e'));
      const bufferSize = given.has('b') ? atoi(given.get('b') ?? '') : undefined;
      return new EventSession(process, { types, wanted, output, bufferSize, table }).run();
    }
  }
}

const STATISTICS = [
  ...['found', 'invalid', 'insert', 'insert_failed', 'drop', 'early_drop', 'error', 'search_restart'],
  ...['clash_resolve', 'chaintoolong'],
] as const;

function entriesOf({ world, netns }: Process): readonly ConntrackEntry[] {
  return connections(world, netns);
}

function list(process: Process, { table, wanted, output }: Request): number {
  if (table === 'expect') {
    process.err(`${PROGRAM}: 0 expectations have been shown.\n`);
    return 0;
  }
  const shown = table === 'conntrack' ? entriesOf(process).filter(wanted) : [];
  const xml = output.has('xml') && shown.length > 0;
  if (xml) process.out(XML_HEAD);
  for (const entry of shown) process.out(entryText(entry, process.world.nowUs, output));
  if (xml) process.out(XML_END);
  process.err(`${PROGRAM}: ${shown.length} flow entries have been shown.\n`);
  return 0;
}

function get(process: Process, { wanted, flags, output }: Request): number {
  if (!flags.has('p')) throw refuse("You need to supply the `--protonum' option for this command");
  const ends = (flags.has('s') && flags.has('d')) || (flags.has('r') && flags.has('q'));
  if (!ends) throw refuse("you have to specify `--src' and `--dst'");
  const ported = flags.has('icmp') || (flags.has('sport') && flags.has('dport'));
  if (!ported && !flags.has('reply-port-src')) throw refuse("you have to specify `--sport' and `--dport'");
  const found = entriesOf(process).find(wanted);
  if (!found) throw new ExitError(1, `${PROGRAM}: Operation failed: such conntrack doesn't exist\n`);
  // The request itself holds one more reference.
  process.out(`${output.has('xml') ? XML_HEAD : ''}${entryText(found, process.world.nowUs, output, { use: 2 })}`);
  process.err(`${PROGRAM}: 1 flow entries have been shown.\n`);
  return 0;
}

function remove(process: Process, { wanted, output }: Request): number {
  const gone = entriesOf(process).filter(wanted);
  for (const entry of gone) {
    deleteConnection(process.world, process.netns, entry, process.pid);
    process.out(entryText(entry, process.world.nowUs, output, { command: '-D' }));
  }
  process.err(`${PROGRAM}: ${gone.length} flow entries have been deleted.\n`);
  return gone.length > 0 ? 0 : 1;
}

function readRequest(process: Process): Request {
  const { options, operands, error } = parseOptions(CONNTRACK, process.argv.slice(1));
  const [table = 'conntrack'] = operands;
  const filters: Wanted[] = [];
  const given = new Map<string, string>();
  const changing = options.some(({ flag }) => flag === 'U' || flag === 'I');
  const flags = new Set<string>();
  let output: ReadonlySet<string> = new Set();
  let command = '';
  let protocol: number | undefined;
  let family: 'ipv4' | 'ipv6' | undefined;
  for (const option of options) {
    const { flag, value = '' } = option;
    if (COMMANDS.has(flag)) {
      if (command !== '') throw refuse('Invalid commands combination');
      if (!TABLES.has(table)) throw refuse(`unknown type \`${table}'`);
      command = flag;
      continue;
    }
    const name = flag.replace('orig-port-src', 'sport').replace('orig-port-dst', 'dport');
    flags.add(name);
    given.set(name, value);
    if (flag === 'p') protocol = protocolNumber(value);
    if (protocol === 1 || protocol === 58) flags.add('icmp');
    if (flag === 'o') output = readOutput(value);
    const named = familyOf(flag, value);
    if (named !== undefined && family !== undefined && named !== family) throw refuse('mismatched address family');
    family = named ?? family;
    const filter = filterOf(flag, value, protocol);
    if (filter && !(changing && CHANGES.has(flag))) filters.push(filter);
  }
  if (error !== undefined) throw refuse(complaint(error));
  if (command === '' || BARE.has(command)) refuseOptions(command, options);
  const misplaced = options.find(({ flag }) => ONLY_FOR.get(flag)?.has(command) === false);
  if (misplaced && command !== '') throw illegal(misplaced.flag);
  if (flags.has('e')) readEventMask(given.get('e'));
  if (output.has('labels')) process.err('nfct_labelmap_new: No such file or directory\n');
  const familyKnown = family !== undefined;
  return {
    command,
    table,
    output,
    flags,
    given,
    protocol,
    familyKnown,
    wanted: (entry) => filters.every((filter) => filter(entry)),
  };
}

/** generic_opt_check: commands that take no options, and no command at all. */
function refuseOptions(command: string, options: readonly GivenOption[]): void {
  const extra = options.find(({ flag }) => flag !== command && !(command === 'F' && flag === 'f'));
  if (extra) throw illegal(extra.flag);
}

function illegal(flag: string): ExitError {
  const long = CONNTRACK.options.find(({ names }) => names[0] === `-${flag}`)?.names.at(-1);
  return refuse(`Illegal option \`${long ?? `--${flag}`}' with this command`);
}

function readOutput(text: string): ReadonlySet<string> {
  const names = text.split(',');
  for (const name of names) {
    if (!OUTPUTS.has(name)) throw refuse(`Bad parameter \`${name}'`);
  }
  if (names.includes('save') && names.length > 1) {
    const why = 'cannot combine save output with any other output type, use -o save only';
    throw new ExitError(1, `${PROGRAM}: ${why}\n`);
  }
  return new Set(names);
}

const EVENTS: ReadonlyMap<string, readonly EventType[]> = new Map<string, readonly EventType[]>([
  ['ALL', ['NEW', 'UPDATE', 'DESTROY']],
  ['NEW', ['NEW']],
  ['UPDATES', ['UPDATE']],
  ['DESTROY', ['DESTROY']],
]);

/** -e. */
function readEventMask(text = 'ALL'): ReadonlySet<EventType> {
  return new Set(
    text.split(',').flatMap((name) => {
      const types = EVENTS.get(name.toUpperCase());
      if (!types) throw refuse(`Bad parameter \`${name}'`);
      return types;
    }),
  );
}

/** conntrack words getopt's complaints itself. */
function complaint(error: string): string {
  const [, short, long] = /(?:-- '(.)'|'--([^']*)')/.exec(error) ?? [];
  const word = short === undefined ? `--${long ?? ''}` : `-${short}`;
  return error.includes('requires an argument')
    ? `option \`${word}' requires an argument`
    : `unknown option \`${word}'`;
}
