import { ERRNO, KernelError } from '../../kernel/errno';
import type { Process, Tool } from '../process';

/** Counts of a text, by the letter of the option that shows them, in the order they are shown. */
const COUNTERS: Readonly<Record<string, (text: string) => number>> = {
  l: (text) => text.split('\n').length - 1,
  w: (text) => (text.match(/\S+/g) ?? []).length,
  m: (text) => [...text].length,
  c: (text) => new TextEncoder().encode(text).length,
  L: (text) => Math.max(...text.split('\n').map((line) => [...line].length)),
};
const LONG: Readonly<Record<string, string>> = {
  lines: 'l',
  words: 'w',
  chars: 'm',
  bytes: 'c',
  'max-line-length': 'L',
};

interface Row {
  readonly counts: readonly number[];
  readonly name: string | undefined;
}

/** wc(1) of GNU coreutils 9.1. */
export const wc: Tool = {
  name: 'wc',
  run: (process) => Promise.resolve(count(process)),
};

function count(process: Process): number {
  const chosen = new Set<string>();
  const files: string[] = [];
  const words = process.argv.slice(1);
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (word === '--') files.push(...words.splice(0));
    else if (word === '-' || !word.startsWith('-')) files.push(word);
    else {
      const letters = word.startsWith('--') ? [LONG[word.slice(2)] ?? word] : [...word.slice(1)];
      const unknown = letters.find((letter) => !(letter in COUNTERS));
      if (unknown !== undefined) {
        const problem = unknown.startsWith('--')
          ? `unrecognized option '${unknown}'`
          : `invalid option -- '${unknown}'`;
        process.err(`wc: ${problem}\nTry 'wc --help' for more information.\n`);
        return 1;
      }
      for (const letter of letters) chosen.add(letter);
    }
  }
  const counters = Object.keys(COUNTERS).filter((letter) =>
    (chosen.size === 0 ? 'lwc' : [...chosen].join('')).includes(letter),
  );
  return print(process, counters, files);
}

function print(process: Process, counters: readonly string[], files: readonly string[]): number {
  const rows: Row[] = [];
  const total = counters.map(() => 0);
  let sizes = 0;
  let irregular = files.length === 0;
  let status = 0;
  const add = (text: string, name: string | undefined): void => {
    const counts = counters.map((letter) => COUNTERS[letter]?.(text) ?? 0);
    counts.forEach((value, index) => {
      const sum = total[index] ?? 0;
      total[index] = counters[index] === 'L' ? Math.max(sum, value) : sum + value;
    });
    rows.push({ counts, name });
  };
  if (files.length === 0) add(process.stdin, undefined);
  for (const file of files) {
    const text = read(process, file);
    if (text === undefined) {
      status = 1;
      irregular ||= process.files.isDirectory(file);
      if (process.files.isDirectory(file)) add('', file);
      continue;
    }
    irregular ||= file === '-' || file.startsWith('/dev/') || file.startsWith('/proc/');
    sizes += COUNTERS['c']?.(text) ?? 0;
    add(text, file);
  }
  if (files.length > 1) rows.push({ counts: total, name: 'total' });
  // One number alone is not padded; otherwise there is room for the sizes' sum, or for 7 digits when a size is not known.
  const alone = files.length <= 1 && counters.length === 1;
  const width = alone ? 1 : Math.max(String(sizes).length, irregular ? 7 : 1);
  for (const { counts, name } of rows) {
    const numbers = counts.map((value) => String(value).padStart(width)).join(' ');
    process.out(name === undefined ? `${numbers}\n` : `${numbers} ${name}\n`);
  }
  return status;
}

function read(process: Process, file: string): string | undefined {
  if (file === '-') return process.stdin;
  try {
    return process.files.read(file);
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    process.err(`wc: ${file}: ${ERRNO[error.errno][1]}\n`);
    return undefined;
  }
}
