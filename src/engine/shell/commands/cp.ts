import { KernelError, strerror } from '../../kernel/errno';
import { resolvePath } from '../files/path';
import type { Process, Tool } from '../process';

const VALUED: ReadonlySet<string> = new Set(['-t', '--target-directory', '-S', '--suffix']);
const KNOWN = /^-[abdfiHlLnPpRrsuvTxt]+$/;
const LONG: ReadonlySet<string> = new Set(['--archive', '--force', '--interactive', '--no-clobber', '--preserve', '--recursive', '--update', '--verbose', '--no-target-directory', '--parents', '--no-dereference', '--dereference', '--backup']); // prettier-ignore
const TRY = "Try 'cp --help' for more information.\n";

/** cp(1) of coreutils 9.1: files and, with -r, directories. `-i` asks nobody here: without a terminal the answer is no. */
export const cp: Tool = { name: 'cp', run: (process) => Promise.resolve(run(process)) };

function run(process: Process): number {
  const letters = new Set<string>();
  const operands: string[] = [];
  let into: string | undefined;
  const words = process.argv.slice(1);
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    if (word === '--') {
      operands.push(...words.slice(i + 1));
      break;
    }
    if (VALUED.has(word)) into = words[++i];
    else if (word.startsWith('--')) {
      const name = word.split('=')[0] ?? '';
      if (!LONG.has(name)) {
        process.err(`cp: unrecognized option '${word}'\n${TRY}`);
        return 1;
      }
      letters.add({ '--archive': 'a', '--recursive': 'r', '--verbose': 'v', '--no-clobber': 'n', '--interactive': 'i' }[name] ?? 'f'); // prettier-ignore
    } else if (word.startsWith('-') && word !== '-') {
      if (!KNOWN.test(word)) {
        const wrong = [...word.slice(1)].find((letter) => !KNOWN.test(`-${letter}`)) ?? '';
        process.err(`cp: invalid option -- '${wrong}'\n${TRY}`);
        return 1;
      }
      for (const letter of word.slice(1)) letters.add(letter);
    } else operands.push(word);
  }
  const target = into ?? operands.pop();
  if (target === undefined) {
    process.err(`cp: missing file operand\n${TRY}`);
    return 1;
  }
  const [first] = operands;
  if (first === undefined) {
    process.err(`cp: missing destination file operand after '${target}'\n${TRY}`);
    return 1;
  }
  const { files } = process;
  const folder = files.isDirectory(target) && !letters.has('T');
  if (operands.length > 1 && !folder) {
    process.err(`cp: target '${target}': ${files.exists(target) ? 'Not a directory' : 'No such file or directory'}\n`);
    return 1;
  }
  let status = 0;
  for (const source of operands) {
    const name = source.replace(/\/+$/, '').split('/').at(-1) ?? '';
    const to = folder ? `${target.replace(/\/+$/, '')}/${name}` : target;
    if (!copy(process, source, to, letters)) status = 1;
  }
  return status;
}

function copy(process: Process, from: string, to: string, letters: ReadonlySet<string>): boolean {
  const { files, cwd } = process;
  const recursive = letters.has('r') || letters.has('R') || letters.has('a');
  const say = (text: string): false => {
    process.err(`cp: ${text}\n`);
    return false;
  };
  if (!files.exists(from)) return say(`cannot stat '${from}': No such file or directory`);
  const directory = files.isDirectory(from);
  if (directory && !recursive) return say(`-r not specified; omitting directory '${from}'`);
  const [source, target] = [resolvePath(cwd, from), resolvePath(cwd, to)];
  if (source === target) return say(`'${from}' and '${to}' are the same file`);
  if (directory && target.startsWith(`${source}/`))
    return say(`cannot copy a directory, '${from}', into itself, '${to}'`);
  if (files.exists(to)) {
    if (directory !== files.isDirectory(to))
      return say(directory ? `cannot overwrite non-directory '${to}' with directory '${from}'` : `cannot overwrite directory '${to}' with non-directory`); // prettier-ignore
    if (!directory && letters.has('n')) return true;
    if (!directory && letters.has('i')) {
      process.err(`cp: overwrite '${to}'? `);
      if (!/^y/i.test(process.stdin)) return false;
    }
  }
  try {
    if (letters.has('v')) process.out(`'${from}' -> '${to}'\n`);
    if (!directory) {
      files.write(to, files.readBytes(from), files.mode(from));
      return true;
    }
    if (!files.isDirectory(to)) files.makeDirectory(to, files.mode(from));
    let well = true;
    for (const name of files.list(from)) well = copy(process, `${from}/${name}`, `${to}/${name}`, letters) && well;
    return well;
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    return say(`cannot create ${directory ? 'directory' : 'regular file'} '${to}': ${strerror(error.errno)}`);
  }
}
