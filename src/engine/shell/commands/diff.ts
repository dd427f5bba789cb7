import { LAB_EPOCH_MS } from '../../kernel/clock';
import { ERRNO, KernelError } from '../../kernel/errno';
import type { NodeInfo } from '../files/host-file-system';
import { nameOf, resolvePath } from '../files/path';
import type { Process, Tool } from '../process';
import { changesBetween, type Change } from './line-diff';

const NO_NEWLINE = '\\ No newline at end of file\n';

interface Options {
  /** Lines of context; undefined prints the normal format. */
  readonly context: number | undefined;
  readonly brief: boolean;
  readonly reportSame: boolean;
  readonly newFile: boolean;
  readonly recursive: boolean;
  /** A line as far as it counts. */
  readonly key: (line: string) => string;
  /** As typed, for the headings of a recursive comparison. */
  readonly words: readonly string[];
}

interface Side {
  readonly name: string;
  /** Lines with their line ends. */
  readonly lines: readonly string[];
  readonly mtimeUs: number;
}

/** diff(1) of GNU diffutils 3.8: normal and unified format. `lookup` finds a file's age. */
export function diff(lookup: (path: string) => NodeInfo | undefined): Tool {
  return {
    name: 'diff',
    run(process) {
      const read = options(process);
      if (typeof read === 'number') return Promise.resolve(read);
      return Promise.resolve(compare(process, read.options, read.files[0], read.files[1], lookup));
    },
  };
}

function compare(
  process: Process,
  options: Options,
  left: string,
  right: string,
  lookup: (path: string) => NodeInfo | undefined,
): number {
  const isDirectory = (path: string): boolean => path !== '-' && process.files.isDirectory(path);
  const [leftIsDirectory, rightIsDirectory] = [isDirectory(left), isDirectory(right)];
  if (leftIsDirectory && rightIsDirectory) return compareDirectories(process, options, left, right, lookup);
  if (leftIsDirectory !== rightIsDirectory && process.files.exists(left) && process.files.exists(right)) {
    if (leftIsDirectory) return compare(process, options, `${left}/${nameOf(right)}`, right, lookup);
    return compare(process, options, left, `${right}/${nameOf(left)}`, lookup);
  }
  const sides = [left, right].map((path) => side(process, path, options.newFile, lookup));
  const [a, b] = sides;
  if (!a || !b) return 2;
  const changes = changesBetween(a.lines.map(options.key), b.lines.map(options.key));
  if (changes.length === 0) {
    if (options.reportSame) process.out(`Files ${left} and ${right} are identical\n`);
    return 0;
  }
  if (options.brief) process.out(`Files ${left} and ${right} differ\n`);
  else if (options.context === undefined) process.out(changes.map((change) => normal(change, a, b)).join(''));
  else process.out(unified(changes, a, b, options.context));
  return 1;
}

function compareDirectories(
  process: Process,
  options: Options,
  left: string,
  right: string,
  lookup: (path: string) => NodeInfo | undefined,
): number {
  const [inLeft, inRight] = [new Set(process.files.list(left)), new Set(process.files.list(right))];
  let status = 0;
  for (const name of [...new Set([...inLeft, ...inRight])].sort()) {
    const [a, b] = [`${left}/${name}`, `${right}/${name}`];
    if (inLeft.has(name) !== inRight.has(name) && !options.newFile) {
      process.out(`Only in ${inLeft.has(name) ? left : right}: ${name}\n`);
      status = Math.max(status, 1);
    } else if (process.files.isDirectory(a) && process.files.isDirectory(b) && !options.recursive) {
      process.out(`Common subdirectories: ${a} and ${b}\n`);
    } else {
      let text = '';
      const quiet: Process = { ...process, out: (more) => (text += more) };
      const inner = compare(quiet, options, a, b, lookup);
      const headed = text !== '' && !options.brief && !process.files.isDirectory(a) && !/^Files /.test(text);
      process.out(headed ? `diff ${[...options.words, a, b].join(' ')}\n${text}` : text);
      status = Math.max(status, inner);
    }
  }
  return status;
}

function side(
  process: Process,
  path: string,
  mayBeMissing: boolean,
  lookup: (path: string) => NodeInfo | undefined,
): Side | undefined {
  try {
    const missing = mayBeMissing && path !== '-' && !process.files.exists(path);
    const text = missing ? '' : path === '-' ? process.stdin : process.files.read(path);
    const mtimeUs = lookup(resolvePath(process.cwd, path))?.mtimeUs ?? process.world.nowUs;
    return {
      name: path,
      lines: text.match(/[^\n]*\n|[^\n]+$/g) ?? [],
      mtimeUs: missing ? -LAB_EPOCH_MS * 1000 : mtimeUs,
    };
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    process.err(`diff: ${path}: ${ERRNO[error.errno][1]}\n`);
    return undefined;
  }
}

function normal({ aStart, aEnd, bStart, bEnd }: Change, a: Side, b: Side): string {
  const letter = aStart === aEnd ? 'a' : bStart === bEnd ? 'd' : 'c';
  const removed = a.lines.slice(aStart, aEnd).map((line) => marked('< ', line));
  const added = b.lines.slice(bStart, bEnd).map((line) => marked('> ', line));
  const between = letter === 'c' ? '---\n' : '';
  return `${place(aStart, aEnd)}${letter}${place(bStart, bEnd)}\n${removed.join('')}${between}${added.join('')}`;
}

/** `3`, `3,5`, or the line before an empty range. */
function place(start: number, end: number): string {
  return end - start > 1 ? `${start + 1},${end}` : String(end === start ? start : start + 1);
}

function marked(mark: string, line: string): string {
  return line.endsWith('\n') ? `${mark}${line}` : `${mark}${line}\n${NO_NEWLINE}`;
}

function unified(changes: readonly Change[], a: Side, b: Side, context: number): string {
  let text = `--- ${a.name}\t${stamp(a.mtimeUs)}\n+++ ${b.name}\t${stamp(b.mtimeUs)}\n`;
  for (let index = 0; index < changes.length;) {
    const group = [changes[index++]].filter((change) => change !== undefined);
    // Changes whose contexts touch share a hunk.
    for (
      let next = changes[index];
      next && next.aStart - (group.at(-1)?.aEnd ?? 0) <= 2 * context;
      next = changes[++index]
    ) {
      group.push(next);
    }
    text += hunk(group, a, b, context);
  }
  return text;
}

function hunk(group: readonly Change[], a: Side, b: Side, context: number): string {
  const [first, last] = [group[0], group.at(-1)];
  if (!first || !last) return '';
  const before = Math.min(context, first.aStart, first.bStart);
  const after = Math.min(context, a.lines.length - last.aEnd);
  const [aStart, aEnd] = [first.aStart - before, last.aEnd + after];
  const range = (start: number, end: number): string => {
    const count = end - start;
    return count === 1 ? String(start + 1) : `${count === 0 ? start : start + 1},${count}`;
  };
  let text = `@@ -${range(aStart, aEnd)} +${range(first.bStart - before, last.bEnd + after)} @@\n`;
  let at = aStart;
  for (const change of group) {
    for (const line of a.lines.slice(at, change.aStart)) text += marked(' ', line);
    for (const line of a.lines.slice(change.aStart, change.aEnd)) text += marked('-', line);
    for (const line of b.lines.slice(change.bStart, change.bEnd)) text += marked('+', line);
    at = change.aEnd;
  }
  for (const line of a.lines.slice(at, aEnd)) text += marked(' ', line);
  return text;
}

/** 2026-01-01 00:00:00.000000000 +0000 */
function stamp(mtimeUs: number): string {
  const at = new Date(LAB_EPOCH_MS + Math.floor(mtimeUs / 1000));
  return `${at.toISOString().slice(0, 19).replace('T', ' ')}.${String(Math.max(0, mtimeUs) % 1e6).padStart(6, '0')}000 +0000`;
}

function options(process: Process): { options: Options; files: readonly [string, string] } | number {
  const refuse = (message: string): number => {
    process.err(`diff: ${message}\ndiff: Try 'diff --help' for more information.\n`);
    return 2;
  };
  const LONG: Readonly<Record<string, string>> = { unified: 'u', brief: 'q', 'report-identical-files': 's', recursive: 'r', 'new-file': 'N', 'ignore-case': 'i', 'ignore-all-space': 'w', 'ignore-space-change': 'b', 'text': 'a' }; // prettier-ignore
  const flags = new Set<string>();
  const files: string[] = [];
  const typed: string[] = [];
  let context: number | undefined;
  const words = process.argv.slice(1);
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (word === '--') files.push(...words.splice(0));
    else if (word === '-' || !word.startsWith('-')) files.push(word);
    else if (word.startsWith('--')) {
      typed.push(word);
      const [name = '', value] = word.slice(2).split('=');
      const letter = LONG[name];
      if (name === 'color' || name === 'normal') continue;
      if (letter === undefined) return refuse(`unrecognized option '--${name}'`);
      flags.add(letter);
      if (letter === 'u') context = value === undefined ? 3 : Number(value);
    } else {
      typed.push(word);
      for (let rest = word.slice(1); rest !== ''; rest = rest.slice(1)) {
        const letter = rest.charAt(0);
        if (letter === 'U') {
          const attached = rest.slice(1);
          const value = attached === '' ? (words.shift() ?? '') : attached;
          if (!/^\d+$/.test(value)) return refuse(`invalid context length '${value}'`);
          if (attached === '') typed.push(value);
          context = Number(value);
          break;
        }
        if (!'uqsrNiwba'.includes(letter)) return refuse(`invalid option -- '${letter}'`);
        flags.add(letter);
        if (letter === 'u') context ??= 3;
      }
    }
  }
  const [left, right, extra] = files;
  if (left === undefined || right === undefined)
    return refuse(`missing operand after '${process.argv.at(-1) ?? 'diff'}'`);
  if (extra !== undefined) return refuse(`extra operand '${extra}'`);
  const key = (line: string): string => {
    let text = flags.has('i') ? line.toLowerCase() : line;
    if (flags.has('w')) text = text.replaceAll(/\s+/g, '');
    else if (flags.has('b')) text = text.replaceAll(/\s+/g, ' ').trimEnd();
    return text;
  };
  const read: Options = {
    context, key, words: typed, brief: flags.has('q'), reportSame: flags.has('s'), newFile: flags.has('N'), recursive: flags.has('r'),
  }; // prettier-ignore
  return { options: read, files: [left, right] };
}
