import { ExitError } from '../clib/exit';
import { sessionError, usageProblem, type Environment } from './session';

/** Options that may stand anywhere in the line, in the order they are looked for (ipset_envopts in lib/ipset.c). */
const OPTIONS: readonly (readonly [
  short: string,
  long: string,
  take: (env: Environment, value: string) => void,
  valued?: true,
])[] = [
  // prettier-ignore
  ['-o', '-output', (env, value) => (env.output = outputMode(value)), true],
  ['-s', '-sorted', (env) => (env.sorted = true)],
  ['-q', '-quiet', (env) => (env.quiet = true)],
  ['-r', '-resolve', () => refuseResolve()],
  ['-!', '-exist', (env) => (env.exist = true)],
  ['-n', '-name', (env) => (env.namesOnly = true)],
  ['-t', '-terse', (env) => (env.headersOnly = true)],
  ['-f', '-file', (env, value) => takeFile(env, value), true],
];

function refuseResolve(): never {
  throw new ExitError(2, 'cka-net: ipset -resolve is not simulated yet\n');
}

function takeFile(env: Environment, value: string): void {
  if (env.file !== undefined) throw usageProblem('-file option cannot be used when full io is activated');
  env.file = value;
}

function outputMode(text: string): 'plain' | 'save' | 'xml' {
  if (text === 'plain' || text === 'save' || text === 'xml') return text;
  throw sessionError(`Syntax error: unknown output mode '${text}'`);
}

/** Takes the options out of a command line; what is left is the command. */
export function readEnvironment(env: Environment, words: readonly string[]): readonly string[] {
  let left = [...words];
  for (const [short, long, take, valued] of OPTIONS) {
    for (let i = 0; i < left.length;) {
      const word = left[i] ?? '';
      const bare = word.startsWith('--') ? word.slice(1) : word;
      if (bare !== short && bare !== long) {
        i++;
        continue;
      }
      const value = left[i + 1];
      if (valued && value === undefined) throw usageProblem(`Missing mandatory argument to option ${short}`);
      left = left.toSpliced(i, valued ? 2 : 1);
      take(env, value ?? '');
    }
  }
  return left;
}
