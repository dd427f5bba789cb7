import { literalWord, simpleCommand } from '../../shell/ast-nodes';
import { parseDuration } from '../system/duration';
import type { CommandContext, Outcome, ScriptCommand } from './commands';
import { NeedsShell } from './expand';
import { parseScript } from './parse';
import { evaluateTest } from './test-command';

const builtin = (run: (context: CommandContext) => Outcome): ScriptCommand => ({ builtin: true, run });

function unwind(from: 'loop' | 'function', goesOn: boolean): ScriptCommand {
  return builtin(({ args }) => {
    if (from === 'loop' && Number(args[0] ?? 1) > 1) throw new NeedsShell();
    return { then: 'unwind', from, goesOn };
  });
}

const test = (bracket: boolean): ScriptCommand =>
  builtin((context) => {
    const { args, err, machine } = context;
    if (bracket && args.at(-1) !== ']') {
      err(`${machine.name}: missing ]\n`);
      return 2;
    }
    return evaluateTest(bracket ? args.slice(0, -1) : args, context) ? 0 : 1;
  });

/** `export NAME=VALUE`, `readonly`, `local`. */
const declare = (exports: boolean): ScriptCommand =>
  builtin(({ args, set, change, machine }) => {
    const exported = new Set(machine.exported);
    for (const word of args.filter((each) => !each.startsWith('-'))) {
      const at = word.indexOf('=');
      const name = at < 0 ? word : word.slice(0, at);
      if (at >= 0) set(name, word.slice(at + 1));
      if (exports) exported.add(name);
    }
    change({ exported });
    return 0;
  });

function echo({ args, out }: CommandContext): Outcome {
  const words = [...args];
  let newline = true;
  let escapes = false;
  while (/^-[neE]+$/.test(words[0] ?? '')) {
    const letters = words.shift() ?? '';
    if (letters.includes('n')) newline = false;
    if (letters.includes('e')) escapes = true;
  }
  const text = words.join(' ');
  out(`${escapes ? unescape(text) : text}${newline ? '\n' : ''}`);
  return 0;
}

const ESCAPES: ReadonlyMap<string, string> = new Map([['n', '\n'], ['t', '\t'], ['r', '\r'], ['\\', '\\'], ['a', '\x07'], ['b', '\b'], ['f', '\f'], ['v', '\v'], ['0', '\0'], ['e', '\x1b']]); // prettier-ignore

function unescape(text: string): string {
  return text.replace(/\\([ntrabfv0e\\])/g, (_whole, letter: string) => ESCAPES.get(letter) ?? letter);
}

function printf({ args: [format = '', ...values], out }: CommandContext): Outcome {
  const left = [...values];
  let text = '';
  do {
    text += unescape(format).replace(/%(-?0?\d*)(?:\.\d+)?([sdiucxX%])/g, (_whole, width: string, type: string) => {
      if (type === '%') return '%';
      const value = left.shift() ?? '';
      const number = Math.trunc(Number(value) || 0);
      const shown = type === 's' ? value : type === 'c' ? value.charAt(0) : type === 'x' ? number.toString(16) : type === 'X' ? number.toString(16).toUpperCase() : String(number); // prettier-ignore
      const length = Number(width.replace(/^-?0?/, '') || 0);
      if (width.startsWith('-')) return shown.padEnd(length);
      return shown.padStart(length, width.startsWith('0') ? '0' : ' ');
    });
  } while (left.length > 0 && /%-?0?\d*[sdiucxX]/.test(format));
  out(text);
  return 0;
}

function sleep({ args, world, err }: CommandContext): Outcome {
  let seconds = 0;
  for (const word of args) {
    const value = parseDuration(word);
    if (value === undefined) {
      err(`sleep: invalid number '${word}'\n`);
      return 1;
    }
    seconds += value;
  }
  return { then: 'sleep', untilUs: world.nowUs + seconds * 1_000_000 };
}

/** `sh -c SCRIPT [NAME [ARG…]]`, `sh FILE [ARG…]`. */
function shell(context: CommandContext): Outcome {
  const { args, files, path, err, machine } = context;
  const words = [...args];
  let command = false;
  while (/^-[cexul]+$/.test(words[0] ?? '')) command = (words.shift() ?? '').includes('c') || command;
  const [first, ...rest] = words;
  if (first === undefined) return 0;
  if (!command && !files.isFile(path(first))) {
    err(`${machine.name}: ${first}: No such file or directory\n`);
    return 2;
  }
  const content = command ? first : files.read(path(first));
  const statements = parseScript(typeof content === 'string' ? content : new TextDecoder().decode(content));
  if (!statements) throw new NeedsShell();
  return { then: 'list', statements, subshell: true, parameters: command ? rest.slice(1) : rest };
}

function source({ args: [file = '', ...rest], files, path, err, machine }: CommandContext): Outcome {
  if (!files.isFile(path(file))) {
    err(`${machine.name}: ${file}: not found\n`);
    return 1;
  }
  const content = files.read(path(file));
  const statements = parseScript(typeof content === 'string' ? content : new TextDecoder().decode(content));
  if (!statements) throw new NeedsShell();
  return { then: 'list', statements, subshell: false, ...(rest.length > 0 && { parameters: rest }) };
}

function instead({ args }: CommandContext): Outcome {
  const [name, ...words] = args;
  if (name === undefined) return 0;
  return { then: 'command', command: simpleCommand(name, words.map(literalWord)) };
}

function set({ args, change }: CommandContext): Outcome {
  for (const [index, word] of args.entries()) {
    if (word === '--') {
      change({ parameters: args.slice(index + 1) });
      break;
    }
    if (/^[-+][a-z]+$/.test(word) && word.includes('e')) change({ errexit: word.startsWith('-') });
  }
  return 0;
}

function trap({ args: [action, ...signals], change, machine }: CommandContext): Outcome {
  const traps = new Map(machine.traps);
  for (const signal of signals) {
    const name = signal.toUpperCase().replace(/^SIG/, '').replace(/^15$/, 'TERM').replace(/^2$/, 'INT').replace(/^0$/, 'EXIT'); // prettier-ignore
    if (action === undefined || action === '-') traps.delete(name);
    else traps.set(name, action);
  }
  change({ traps });
  return 0;
}

function cd({ args: [to], get, change, path, files, err, machine }: CommandContext): Outcome {
  const target = path(to ?? get('HOME') ?? '/');
  if (files.lookup(target)?.type !== 'directory') {
    err(`${machine.name}: cd: can't cd to ${to ?? ''}: No such file or directory\n`);
    return 1;
  }
  change({ cwd: target });
  return 0;
}

/** `read NAME…`: the first line of what is on standard input. */
function read({ args, stdin, set: assign }: CommandContext): Outcome {
  if (stdin === '') return 1;
  const names = args.filter((word) => !word.startsWith('-'));
  const words = (stdin.split('\n')[0] ?? '').trim().split(/\s+/);
  for (const [index, name] of names.entries()) {
    assign(name, index === names.length - 1 ? words.slice(index).join(' ') : (words[index] ?? ''));
  }
  return 0;
}

export const BUILTINS: readonly (readonly [string, ScriptCommand])[] = [
  [':', builtin(() => 0)],
  ['true', builtin(() => 0)],
  ['false', builtin(() => 1)],
  ['[', test(true)],
  ['test', test(false)],
  ['echo', builtin(echo)],
  ['printf', builtin(printf)],
  ['sleep', { run: sleep }],
  ['exit', builtin(({ args, machine }) => ({ then: 'exit', status: Number(args[0] ?? machine.status) & 255 }))],
  ['break', unwind('loop', false)],
  ['continue', unwind('loop', true)],
  ['return', builtin(({ args, machine, world }) => (args[0] !== undefined && Number(args[0]) !== machine.status && world ? returnWith(Number(args[0])) : { then: 'unwind', from: 'function', goesOn: false }))], // prettier-ignore
  ['export', declare(true)],
  ['local', declare(false)],
  ['readonly', declare(false)],
  ['unset', builtin(({ args, change, machine }) => (change({ variables: new Map([...machine.variables].filter(([name]) => !args.includes(name))) }), 0))], // prettier-ignore
  ['set', builtin(set)],
  ['trap', builtin(trap)],
  ['cd', builtin(cd)],
  ['pwd', builtin(({ machine, out }) => (out(`${machine.cwd}\n`), 0))],
  ['shift', builtin(({ args, machine, change }) => (change({ parameters: machine.parameters.slice(Number(args[0] ?? 1)) }), 0))], // prettier-ignore
  ['exec', builtin(instead)],
  ['command', builtin(instead)],
  ['wait', builtin(() => 0)],
  ['read', builtin(read)],
  ['.', builtin(source)],
  ['source', builtin(source)],
  ['sh', { run: shell }],
  ['bash', { run: shell }],
  ['ash', { run: shell }],
];

/** A status other than the last one: only a whole shell can unwind with it. */
function returnWith(_status: number): Outcome {
  throw new NeedsShell();
}
