import { defineCommand, type Command } from 'just-bash/browser';

type Result = Awaited<ReturnType<Command['execute']>>;

/** Programs of just-bash whose messages are not those of Debian's. */
const REWORDED: Readonly<Record<string, (result: Result) => Result>> = {
  ls: (result) => ({
    ...result,
    stderr: result.stderr.replace(
      /^ls: (?!cannot|invalid|unrec)(.*): (No such file or directory)$/gm,
      "ls: cannot access '$1': $2",
    ),
  }),
  grep: (result) =>
    result.stderr === 'grep: missing pattern\n'
      ? {
          ...result,
          stderr: "Usage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.\n",
        }
      : result,
};

/** Programs of just-bash in Debian's words. */
export const BUNDLED_OVERRIDES: readonly Command[] = [
  ...Object.entries(REWORDED).map(([name, reword]) =>
    defineCommand(name, async (args, context) =>
      reword((await context.origCommand?.(args)) ?? { stdout: '', stderr: '', exitCode: 1 }),
    ),
  ),
  defineCommand('whoami', () => Promise.resolve({ stdout: 'root\n', stderr: '', exitCode: 0 })),
];
