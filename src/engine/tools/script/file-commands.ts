import { KernelError, strerror } from '../../kernel/errno';
import { nameOf, resolvePath } from '../../shell/files/path';
import type { CommandContext, Outcome, ScriptCommand } from './commands';
import { NeedsShell } from './expand';

/** Options a command knows and its operands; any other option is left to a whole shell. */
function split(
  args: readonly string[],
  known: string,
): { readonly flags: ReadonlySet<string>; readonly operands: readonly string[] } {
  const flags = new Set<string>();
  const operands: string[] = [];
  for (const [index, word] of args.entries()) {
    if (word === '--') {
      operands.push(...args.slice(index + 1));
      break;
    }
    if (!/^-./.test(word)) operands.push(word);
    else
      for (const letter of word.slice(1)) {
        if (!known.includes(letter)) throw new NeedsShell();
        flags.add(letter);
      }
  }
  return { flags, operands };
}

/** Does something with each operand; a refusal becomes the program's message and status 1. */
function each(
  name: string,
  operands: readonly string[],
  { err }: CommandContext,
  act: (operand: string) => void,
  verb = '',
): Outcome {
  let status = 0;
  for (const operand of operands) {
    try {
      act(operand);
    } catch (error) {
      if (!(error instanceof KernelError)) throw error;
      err(`${name}: ${verb}${verb === '' ? operand : `'${operand}'`}: ${strerror(error.errno)}\n`);
      status = 1;
    }
  }
  return status;
}

function textOf({ files, path }: CommandContext, file: string): string {
  const content = files.read(path(file));
  return typeof content === 'string' ? content : new TextDecoder().decode(content);
}

function cat(context: CommandContext): Outcome {
  const { operands } = split(context.args, 'u');
  if (operands.length === 0) {
    context.out(context.stdin);
    return 0;
  }
  const { container } = context.world.host(context.host);
  const verb = container?.sh === 'ash' ? "can't open " : '';
  return each('cat', operands, context, (file) => context.out(file === '-' ? context.stdin : textOf(context, file)), verb); // prettier-ignore
}

function touch(context: CommandContext): Outcome {
  const { operands } = split(context.args, 'c');
  const { files, path, world } = context;
  return each('touch', operands, context, (file) => {
    const node = files.lookup(path(file));
    if (!node) files.write(path(file), '');
    else if (node.type !== 'symlink') files.putNode(path(file), { ...node, mtimeUs: world.nowUs });
  });
}

function removeTree({ files }: CommandContext, path: string): void {
  if (files.lookupNoFollow(path)?.type === 'directory') for (const name of files.list(path)) removeTree({ files } as CommandContext, resolvePath(path, name)); // prettier-ignore
  files.remove(path);
}

function rm(context: CommandContext): Outcome {
  const { flags, operands } = split(context.args, 'rRfv');
  const { files, path } = context;
  return each('rm', operands, context, (file) => {
    const node = files.lookupNoFollow(path(file));
    if (!node && flags.has('f')) return;
    if (!node) throw new KernelError('ENOENT');
    if (node.type === 'directory' && !flags.has('r') && !flags.has('R')) throw new KernelError('EISDIR');
    removeTree(context, path(file));
  }, "can't remove "); // prettier-ignore
}

function mkdir(context: CommandContext): Outcome {
  const { flags, operands } = split(context.args, 'pv');
  const { files, path } = context;
  const make = (directory: string): void => {
    if (files.lookup(directory)?.type === 'directory') return;
    make(resolvePath(directory, '..'));
    files.makeDirectory(directory);
  };
  return each('mkdir', operands, context, (file) => (flags.has('p') ? make(path(file)) : files.makeDirectory(path(file))), "can't create directory "); // prettier-ignore
}

/** cp and mv of single files. */
const transfer = (name: string, removes: boolean): ScriptCommand => ({
  run: (context) => {
    const { operands } = split(context.args, 'fav');
    const { files, path } = context;
    const target = operands.at(-1);
    if (target === undefined || operands.length < 2) throw new NeedsShell();
    return each(name, operands.slice(0, -1), context, (file) => {
      const node = files.lookup(path(file));
      if (!node) throw new KernelError('ENOENT');
      if (node.type === 'directory') throw new NeedsShell();
      const into = files.lookup(path(target))?.type === 'directory';
      files.putNode(into ? resolvePath(path(target), nameOf(file)) : path(target), node);
      if (removes) files.remove(path(file));
    }, "can't stat "); // prettier-ignore
  },
});

function ls(context: CommandContext): Outcome {
  const { operands, flags } = split(context.args, '1a');
  const [file = '.', ...more] = operands;
  if (more.length > 0) throw new NeedsShell();
  const { files, path, out, err } = context;
  const node = files.lookup(path(file));
  if (!node) {
    err(`ls: ${file}: No such file or directory\n`);
    return 1;
  }
  const names = node.type === 'directory' ? files.list(path(file)) : [file];
  const shown = flags.has('a') && node.type === 'directory' ? ['.', '..', ...names] : names.filter((name) => !name.startsWith('.') || name === file); // prettier-ignore
  out(shown.map((name) => `${name}\n`).join(''));
  return 0;
}

function tail(context: CommandContext): Outcome {
  const words = context.args.flatMap((word) => (/^-n[+\d]/.test(word) ? ['-n', word.slice(2)] : [word]));
  let count = 10;
  let from: number | undefined;
  let follow = false;
  const operands: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    if (word === '-f' || word === '-F' || word === '--follow') follow = true;
    else if (word === '-n') {
      const value = words[++i] ?? '';
      if (value.startsWith('+')) from = Number(value.slice(1));
      else count = Number(value);
    } else if (/^-\d+$/.test(word)) count = Number(word.slice(1));
    else if (word.startsWith('-')) throw new NeedsShell();
    else operands.push(word);
  }
  if (operands.length > 1) throw new NeedsShell();
  const [file] = operands;
  const { files, path, out, err, stdin } = context;
  const there = file === undefined || files.lookup(path(file));
  if (!there) {
    err(`tail: can't open '${file ?? ''}': No such file or directory\n`);
    if (!context.args.includes('-F') && !context.args.includes('-f')) return 1;
    if (!context.args.includes('-F')) {
      err('tail: no files\n');
      return 1;
    }
  }
  const text = file === undefined ? stdin : there && files.isFile(path(file)) ? textOf(context, file) : '';
  const lines = text.split(/(?<=\n)/);
  const body = text === '' ? '' : (from === undefined ? lines.slice(count === 0 ? lines.length : -count) : lines.slice(Math.max(0, from - 1))).join(''); // prettier-ignore
  out(body);
  return follow && file !== undefined ? { then: 'follow', path: path(file), seen: text.length } : 0;
}

export const FILE_COMMANDS: readonly (readonly [string, ScriptCommand])[] = [
  ['cat', { run: cat }],
  ['touch', { run: touch }],
  ['rm', { run: rm }],
  ['mkdir', { run: mkdir }],
  ['cp', transfer('cp', false)],
  ['mv', transfer('mv', true)],
  ['ls', { run: ls }],
  ['tail', { run: tail }],
];
