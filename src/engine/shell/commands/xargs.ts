import { KernelError, strerror } from '../../kernel/errno';
import type { Process, Tool } from '../process';

interface Options {
  readonly command: readonly string[];
  /** `-I`: run once a line, with the line in place of this. */
  readonly replace: string | undefined;
  /** `-d`, or NUL for `-0`; undefined splits at blanks and takes quotes away. */
  readonly delimiter: string | undefined;
  readonly maxArgs: number;
  readonly maxLines: number | undefined;
  readonly runIfEmpty: boolean;
  readonly trace: boolean;
  readonly file: string | undefined;
}

/** xargs(1) of GNU findutils 4.9. */
export const xargs: Tool = {
  name: 'xargs',
  async run(process) {
    const options = read(process);
    if (typeof options === 'number') return options;
    try {
      return await runAll(process, options);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      process.err(`xargs: ${error.message}\n`);
      return error.status;
    }
  },
};

/** Ends xargs with a message. */
class Refusal extends Error {
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message);
  }
}

async function runAll(process: Process, options: Options): Promise<number> {
  const input = options.file === undefined ? process.stdin : process.files.read(options.file);
  let status = 0;
  for (const argv of commandLines(input, options)) {
    if (process.signal.aborted) return 130;
    if (options.trace) process.err(`${argv.join(' ')}\n`);
    const ended = await runOne(process, argv);
    if (ended === 255) throw new Refusal(`${argv[0] ?? ''}: exited with status 255; aborting`, 124);
    if (ended !== 0) status = 123;
  }
  return status;
}

async function runOne(process: Process, argv: readonly string[]): Promise<number> {
  try {
    return await process.exec(argv, { stdin: '' });
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    throw new Refusal(`${argv[0] ?? ''}: ${strerror(error.errno)}`, error.errno === 'ENOENT' ? 127 : 126);
  }
}

function* commandLines(input: string, options: Options): Generator<readonly string[]> {
  const { command, replace, delimiter, maxArgs, maxLines } = options;
  if (replace !== undefined) {
    const lines =
      delimiter === undefined ? input.split('\n').map((line) => unquoted(line.trimStart())) : input.split(delimiter);
    for (const line of lines.filter((text) => text !== '')) yield command.map((word) => word.replaceAll(replace, line));
    return;
  }
  if (maxLines !== undefined) {
    const lines = input.split('\n').map(wordsOf).filter((words) => words.length > 0); // prettier-ignore
    for (let at = 0; at < lines.length; at += maxLines) yield [...command, ...lines.slice(at, at + maxLines).flat()];
    return;
  }
  const items = delimiter === undefined ? wordsOf(input) : split(input, delimiter);
  if (items.length === 0 && options.runIfEmpty) yield command;
  for (let at = 0; at < items.length; at += maxArgs) yield [...command, ...items.slice(at, at + maxArgs)];
}

function split(input: string, delimiter: string): readonly string[] {
  const items = input.split(delimiter);
  if (items.at(-1) === '') items.pop();
  return items;
}

/** Words between blanks; quotes and backslashes keep blanks, a newline cannot be quoted. */
function wordsOf(input: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < input.length; at++) {
    const char = input.charAt(at);
    if (/[\s]/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (char === '\\') {
      word = (word ?? '') + input.charAt(++at);
    } else if (char === '"' || char === "'") {
      const end = input.indexOf(char, at + 1);
      const newline = input.indexOf('\n', at);
      if (end === -1 || (newline !== -1 && newline < end)) {
        const kind = char === '"' ? 'double' : 'single';
        throw new Refusal(
          `unmatched ${kind} quote; by default quotes are special to xargs unless you use the -0 option`,
          1,
        );
      }
      word = (word ?? '') + input.slice(at + 1, end);
      at = end;
    } else {
      word = (word ?? '') + char;
    }
  }
  if (word !== undefined) words.push(word);
  return words;
}

/** A line for -I: its blanks stay, its quotes go. */
function unquoted(line: string): string {
  return line.replaceAll(/\\(.)|"([^"]*)"|'([^']*)'/g, (_all, escaped?: string, double?: string, single?: string) => escaped ?? double ?? single ?? ''); // prettier-ignore
}

const WITH_VALUE = 'IdEnLPsa';
const LONG: Readonly<Record<string, string>> = { null: '0', replace: 'i', delimiter: 'd', 'max-args': 'n', 'max-lines': 'L', 'max-procs': 'P', 'no-run-if-empty': 'r', verbose: 't', 'arg-file': 'a', exit: 'x' }; // prettier-ignore

function read(process: Process): Options | number {
  const words = process.argv.slice(1);
  const given = new Map<string, string>();
  const refuse = (message: string): number => {
    process.err(`xargs: ${message}\nTry 'xargs --help' for more information.\n`);
    return 1;
  };
  for (let word = words[0]; word?.startsWith('-') === true && word !== '-'; word = words[0]) {
    words.shift();
    if (word === '--') break;
    if (word.startsWith('--')) {
      const [name = '', value] = word.slice(2).split('=');
      const letter = LONG[name];
      if (letter === undefined) return refuse(`unrecognized option '--${name}'`);
      given.set(letter, value ?? (WITH_VALUE.includes(letter) ? (words.shift() ?? '') : ''));
      continue;
    }
    for (let rest = word.slice(1); rest !== ''; rest = rest.slice(1)) {
      const letter = rest.charAt(0);
      if (letter === 'i' || letter === 'l') {
        given.set(letter, rest.slice(1));
        break;
      }
      if (WITH_VALUE.includes(letter)) {
        const attached = rest.slice(1);
        if (attached === '' && words.length === 0) return refuse(`option requires an argument -- '${letter}'`);
        given.set(letter, attached === '' ? (words.shift() ?? '') : attached);
        break;
      }
      if (!'0rtxpo'.includes(letter)) return refuse(`invalid option -- '${letter}'`);
      given.set(letter, '');
    }
  }
  for (const letter of ['n', 'L'] as const) {
    const value = given.get(letter);
    if (value === undefined || /^[1-9]\d*$/.test(value)) continue;
    const problem = /^-?\d+$/.test(value) ? `value ${value} for -${letter} option should be >= 1` : `invalid number "${value}" for -${letter} option`; // prettier-ignore
    return refuse(problem);
  }
  const replace = given.get('I') ?? (given.has('i') ? given.get('i') || '{}' : undefined);
  const lines = given.get('L') ?? (given.has('l') ? given.get('l') || '1' : undefined);
  return {
    command: words.length > 0 ? words : ['echo'],
    replace,
    delimiter: given.has('0') ? '\0' : given.has('d') ? unescaped(given.get('d') ?? '') : undefined,
    maxArgs: Number(given.get('n') ?? Infinity),
    maxLines: lines === undefined ? undefined : Number(lines),
    runIfEmpty: !given.has('r'),
    trace: given.has('t'),
    file: given.get('a'),
  };
}

function unescaped(delimiter: string): string {
  const escapes: Readonly<Record<string, string>> = {
    '\\n': '\n',
    '\\t': '\t',
    '\\0': '\0',
    '\\r': '\r',
    '\\\\': '\\',
  };
  return escapes[delimiter] ?? delimiter;
}
