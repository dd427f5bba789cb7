import { defineCommand, type Command, type ResolvedCommandContext } from 'just-bash/browser';
import { withOnePattern } from './grep-patterns';

type Result = Awaited<ReturnType<Command['execute']>>;

/** How a program says that a file is not there, or is a directory, in place of just-bash's `NAME: FILE: No such file or directory`. */
interface Wording {
  readonly missing?: string;
  readonly directory?: string;
  /** Its status when one of the two happens. */
  readonly status?: number;
  /** Its status for a wrong option or a missing operand, which coreutils follow with a hint. */
  readonly usageStatus?: number;
  /** What follows a wrong option or missing operand; `''` for nothing. */
  readonly hint?: string;
}

const GREP_USAGE = "Usage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.\n";
const NOT_FOUND = '$1: No such file or directory';

/** Programs of just-bash whose messages are not those of Debian's. `$1` is the file. */
const WORDINGS: Readonly<Record<string, Wording>> = {
  cat: { missing: NOT_FOUND, directory: '$1: Is a directory' },
  head: { missing: "cannot open '$1' for reading: No such file or directory", directory: "error reading '$1': Is a directory" },
  tail: { missing: "cannot open '$1' for reading: No such file or directory", directory: "error reading '$1': Is a directory" },
  tac: { missing: "failed to open '$1' for reading: No such file or directory", directory: '$1: read error: Is a directory' },
  sort: { missing: 'cannot read: $1: No such file or directory', directory: 'read failed: $1: Is a directory', status: 2, usageStatus: 2 },
  sed: { missing: "can't read $1: No such file or directory", directory: 'read error on $1: Is a directory', status: 2, hint: '' },
  awk: { missing: 'cannot open $1 (No such file or directory)', status: 2, hint: '' },
  find: { missing: "'$1': No such file or directory", hint: '' },
  grep: { missing: NOT_FOUND, usageStatus: 2, hint: GREP_USAGE },
  cut: { missing: NOT_FOUND, directory: '$1: Is a directory' },
  mv: {}, rm: {}, rmdir: {}, mkdir: {}, touch: {}, ln: {}, chmod: {}, basename: {}, dirname: {}, stat: {}, readlink: {}, tr: {}, seq: {},
  tee: {},
}; // prettier-ignore

/** Programs of just-bash in Debian's words. */
export const BUNDLED_OVERRIDES: readonly Command[] = [
  ...Object.entries(WORDINGS).map(([name, wording]) =>
    defineCommand(name, async (args, context) => {
      const result = (await context.origCommand?.(argumentsOf(name, args))) ?? NO_RESULT;
      return result.stderr === '' ? result : reworded(name, wording, result, context);
    }),
  ),
  defineCommand('uniq', async (args, context) => {
    const result = (await context.origCommand?.(args)) ?? { stdout: '', stderr: '', exitCode: 1 };
    const counts = args.some((word) => /^-[a-z]*c|^--count$/.test(word));
    return counts
      ? { ...result, stdout: result.stdout.replaceAll(/^ *(\d+) /gm, (_all, n: string) => `${n.padStart(7)} `) }
      : result;
  }),
  defineCommand('whoami', () => Promise.resolve({ stdout: 'root\n', stderr: '', exitCode: 0 })),
];

const NO_RESULT = { stdout: '', stderr: '', exitCode: 1 };

/** What just-bash's program is given where it would take the words for something else. */
function argumentsOf(name: string, args: string[]): string[] {
  if (name === 'tr') return args.map(withOctal);
  return name === 'grep' ? withOnePattern(args) : args;
}

/** `\\0` and `\\012` in the sets of tr(1). */
function withOctal(set: string): string {
  return set.replaceAll(/\\([0-7]{1,3})/g, (_all, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
}

async function reworded(
  name: string,
  wording: Wording,
  result: Result,
  context: ResolvedCommandContext,
): Promise<Result> {
  const {
    missing,
    directory,
    status,
    usageStatus = 1,
    hint = `Try '${name} --help' for more information.\n`,
  } = wording;
  let { stderr, exitCode } = result;
  if (name === 'grep' && stderr === 'grep: missing pattern\n') return { ...result, stderr: GREP_USAGE, exitCode: 2 };
  if (
    /^\w+: (?:invalid option -- |unrecognized option |missing (?:file )?operand|missing destination|you must specify)/.test(
      stderr,
    )
  ) {
    return { ...result, stderr: `${stderr}${hint}`, exitCode: usageStatus };
  }
  if (missing !== undefined) {
    for (const [line, file = ''] of stderr.matchAll(
      new RegExp(`^${name}: (?!cannot)(.*): No such file or directory$`, 'gm'),
    )) {
      const words = directory !== undefined && (await isDirectory(file, context)) ? directory : missing;
      stderr = stderr.replace(line, `${name}: ${words.replace('$1', () => file)}`);
      exitCode = status ?? exitCode;
    }
  }
  return { ...result, stderr, exitCode };
}

async function isDirectory(file: string, { fs, cwd }: ResolvedCommandContext): Promise<boolean> {
  try {
    return (await fs.stat(fs.resolvePath(cwd, file))).isDirectory;
  } catch {
    return false;
  }
}
