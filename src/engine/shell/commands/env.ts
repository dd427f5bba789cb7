import { KernelError } from '../../kernel/errno';
import type { Process, Tool } from '../process';

/** What a shell keeps for itself: a program that is run directly, as a container's are, does not see it. */
const OF_THE_SHELL: ReadonlySet<string> = new Set(['PWD', 'OLDPWD', 'SHLVL', '_']);

/**
 * The environment in the order in which people know it. A container's begins with what runc always sets, PATH and HOSTNAME, and ends with HOME
 * (libcontainer).
 */
function environment({ env, world, host }: Process): readonly (readonly [name: string, value: string])[] {
  const entries = [...env];
  if (!world.host(host).container) return entries;
  const kept = entries.filter(([name]) => !OF_THE_SHELL.has(name));
  const at = (...names: readonly string[]): readonly (readonly [string, string])[] =>
    names.flatMap((wanted) => kept.filter(([name]) => name === wanted));
  return [
    ...at('PATH', 'HOSTNAME'),
    ...kept.filter(([name]) => !['PATH', 'HOSTNAME', 'HOME'].includes(name)),
    ...at('HOME'),
  ];
}

/** env(1) of coreutils 9.1: shows the environment, or runs a program in a changed one. */
export const env: Tool = {
  name: 'env',
  async run(process) {
    let entries = new Map(environment(process));
    let words = process.argv.slice(1);
    let end = '\n';
    for (; words[0]?.startsWith('-'); words = words.slice(1)) {
      const [word = ''] = words;
      const long = /^--unset=(.*)$/.exec(word)?.[1];
      if (word === '--') {
        words = words.slice(1);
        break;
      }
      if (word === '-' || word === '-i' || word === '--ignore-environment') entries = new Map();
      else if (word === '-0' || word === '--null') end = '\0';
      else if (long !== undefined) entries.delete(long);
      else if (word === '-u') {
        entries.delete(words[1] ?? '');
        words = words.slice(1);
      } else {
        const problem = word.startsWith('--')
          ? `unrecognized option '${word}'`
          : `invalid option -- '${word.charAt(1)}'`;
        process.err(`env: ${problem}\nTry 'env --help' for more information.\n`);
        return 125;
      }
    }
    for (; words[0]?.includes('='); words = words.slice(1)) {
      const [word = ''] = words;
      entries.set(word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1));
    }
    const [name] = words;
    if (name === undefined) {
      process.out([...entries].map(([key, value]) => `${key}=${value}${end}`).join(''));
      return 0;
    }
    try {
      return await process.exec(words, { env: entries });
    } catch (error) {
      if (!(error instanceof KernelError)) throw error;
      process.err(`env: ‘${name}’: No such file or directory\n`);
      return 127;
    }
  },
};

/** printenv(1) of coreutils 9.1. */
export const printenv: Tool = {
  name: 'printenv',
  run(process) {
    const names = process.argv.slice(1);
    if (names.length === 0) {
      process.out(environment(process).map(([name, value]) => `${name}=${value}\n`).join('')); // prettier-ignore
      return Promise.resolve(0);
    }
    let missing = false;
    for (const name of names) {
      const value = process.env.get(name);
      if (value === undefined) missing = true;
      else process.out(`${value}\n`);
    }
    return Promise.resolve(missing ? 1 : 0);
  },
};
