import type { ProcessRecord } from '../../kernel/process-records';
import { signalNumber, SIGNALS } from '../../kernel/signals';
import { signalProcess } from '../../kernel/processes';
import { netnsInode } from '../../kernel/netns-inode';
import { ExitError, exitStatus } from '../clib/exit';
import { parseOptions } from '../grammar/getopt-dialect';
import type { Declaration, Program } from '../grammar/types';
import type { Process } from '../tool';
import { commandLine, uidOf, userNumber } from './columns';
import { PGREP, PIDOF, PKILL } from './declarations';
import { PGREP_HELP, PKILL_HELP } from './texts';

/** pgrep(1), pkill(1) and pidof(1) of procps 4.0.2: processes by their names. */

type Given = ReadonlyMap<string, string>;

/** The processes that the criteria choose, this program itself left out; none is an error of status 1. */
function chosen(process: Process, given: Given, operands: readonly string[], name: string): readonly ProcessRecord[] {
  const tryHelp = `Try \`${name} --help' for more information.\n`;
  const criteria = ['u', 'U', 'P', 't', 'g', 'G', 's', 'r', 'ns', 'F'].some((flag) => given.has(flag));
  if (operands.length > 1) throw new ExitError(2, `${name}: only one pattern can be provided\n${tryHelp}`);
  const [pattern] = operands;
  if (pattern === undefined && !criteria) throw new ExitError(2, `${name}: no matching criteria specified\n${tryHelp}`);
  const matches = matcherOf(pattern, given, name);
  const uids = numbersOf(
    given.get('u') ?? given.get('U'),
    (word) => userNumber(word),
    (word) => `${name}: invalid user name: ${word}\n`,
  );
  const parents = numbersOf(
    given.get('P'),
    (word) => (/^\d+$/.test(word) ? Number(word) : undefined),
    (word) => `${name}: not a number: ${word}\n`,
  );
  const near = given.get('ns');
  const every = process.processes();
  const like = near === undefined ? undefined : every.find(({ pid }) => pid === Number(near));
  const found = every.filter((candidate) => {
    if (candidate.pid === process.pid) return false;
    const fits =
      matches(candidate) &&
      (!uids || uids.has(uidOf(candidate))) &&
      (!parents || parents.has(candidate.ppid)) &&
      (!given.has('t') ||
        given
          .get('t')
          ?.split(',')
          .includes(candidate.terminal ?? '-')) &&
      (near === undefined ||
        (like !== undefined && netnsInode(process.world, like.netns) === netnsInode(process.world, candidate.netns)));
    return fits !== given.has('v');
  });
  const byAge = [...found].sort((a, b) => a.startedUs - b.startedUs || a.pid - b.pid);
  if (given.has('n')) return byAge.slice(-1);
  return given.has('o') ? byAge.slice(0, 1) : found;
}

function matcherOf(pattern: string | undefined, given: Given, name: string): (process: ProcessRecord) => boolean {
  if (pattern === undefined) return () => true;
  let expression: RegExp;
  try {
    expression = new RegExp(given.has('x') ? `^(?:${pattern})$` : pattern, given.has('i') ? 'i' : '');
  } catch {
    throw new ExitError(2, `${name}: Invalid preceding regular expression\n`);
  }
  return (process) => expression.test(given.has('f') ? commandLine(process) : process.comm);
}

function numbersOf(
  list: string | undefined,
  read: (word: string) => number | undefined,
  problem: (word: string) => string,
): ReadonlySet<number> | undefined {
  if (list === undefined) return undefined;
  const numbers = list.split(',').map((word) => {
    const number = read(word);
    if (number === undefined) throw new ExitError(2, problem(word));
    return number;
  });
  return new Set(numbers);
}

function givenOf(
  process: Process,
  declaration: Declaration,
  args: readonly string[],
  help: string,
): { given: Given; operands: readonly string[] } {
  const name = declaration.name;
  const { options, operands, error } = parseOptions(declaration, args);
  if (error !== undefined) throw new ExitError(2, `${name}: ${error}\n${help}`);
  const given = new Map(options.map(({ flag, value }) => [flag, value ?? ''] as const));
  if (given.has('V') || given.has('h')) {
    process.out(given.has('V') ? `${name} from procps-ng 4.0.2\n` : help);
    throw new ExitError(0);
  }
  return { given, operands };
}

const guarded = (process: Process, run: () => number): Promise<number> =>
  exitStatus(
    (text) => process.err(text),
    () => Promise.resolve(run()),
  );

export const pgrep: Program = {
  ...PGREP,
  run: (process) =>
    guarded(process, () => {
      const { given, operands } = givenOf(process, PGREP, process.argv.slice(1), PGREP_HELP);
      const found = chosen(process, given, operands, 'pgrep');
      if (given.has('c')) process.out(`${found.length}\n`);
      else if (found.length > 0) {
        const lines = found.map((match) => {
          if (given.has('a')) return `${match.pid} ${commandLine(match)}`;
          return given.has('l') ? `${match.pid} ${match.comm}` : String(match.pid);
        });
        process.out(`${lines.join(given.get('d') ?? '\n')}\n`);
      }
      return found.length > 0 ? 0 : 1;
    }),
};

export const pkill: Program = {
  ...PKILL,
  run: (process) =>
    guarded(process, () => {
      const args = process.argv.slice(1);
      // A signal may stand anywhere as `-9` or `-TERM`, before getopt sees it.
      const at = args.findIndex(
        (word) => /^-(\d+|SIG[A-Z]+\d*|[A-Z]{3,}\d*)$/.test(word) && signalNumber(word.slice(1)) !== undefined,
      );
      const dashed = at === -1 ? undefined : args.splice(at, 1)[0]?.slice(1);
      const { given, operands } = givenOf(process, PKILL, args, PKILL_HELP);
      if (given.has('F'))
        throw new ExitError(1, "pkill: pidfile not valid\nTry `pkill --help' for more information.\n");
      const word = given.get('signal') ?? dashed ?? 'TERM';
      const number = signalNumber(word);
      if (number === undefined) throw new ExitError(2, `pkill: Unknown signal "${word}".\n${PKILL_HELP}`);
      const found = chosen(process, given, operands, 'pkill');
      for (const { pid, comm } of found) {
        const sent = signalProcess(process.world, process.host, pid, SIGNALS[number - 1] ?? String(number), number);
        if (sent && given.has('e')) process.out(`${comm} killed (pid ${pid})\n`);
      }
      if (given.has('c')) process.out(`${found.length}\n`);
      return found.length > 0 ? 0 : 1;
    }),
};

export const pidof: Program = {
  ...PIDOF,
  run: (process) =>
    guarded(process, () => {
      const { options, operands, error } = parseOptions(PIDOF, process.argv.slice(1));
      if (error !== undefined) return 1;
      const given = new Map(options.map(({ flag, value }) => [flag, value ?? ''] as const));
      const names = new Set(operands);
      const found = process
        .processes()
        .filter(({ argv, comm, pid }) => {
          const [program = ''] = argv;
          const base = program.replace(/^-/, '');
          return (
            pid !== process.pid &&
            (names.has(base) || names.has(base.slice(base.lastIndexOf('/') + 1)) || names.has(comm))
          );
        })
        .map(({ pid }) => pid)
        .reverse();
      const shown = given.has('s') ? found.slice(0, 1) : found;
      if (shown.length > 0) process.out(`${shown.join(given.get('S') ?? ' ')}\n`);
      return shown.length > 0 ? 0 : 1;
    }),
};
