import { LAB_EPOCH_MS } from '../../kernel/clock';
import { literalWord, simpleCommand } from '../../shell/ast-nodes';
import { dateText } from '../system/clock';
import type { CommandContext, Outcome, ScriptCommand } from './commands';
import { NeedsShell } from './expand';

function date({ args, world, out }: CommandContext): Outcome {
  const words = args.filter((word) => word !== '-u');
  const [format] = words;
  if (words.length > 1 || (format !== undefined && !/^(\+|-R$|-I)/.test(format))) throw new NeedsShell();
  out(`${dateText(new Date(LAB_EPOCH_MS + Math.floor(world.nowUs / 1000)), format)}\n`);
  return 0;
}

function seq({ args, out }: CommandContext): Outcome {
  const numbers = args.map(Number);
  if (numbers.length === 0 || numbers.some((n) => !Number.isInteger(n))) throw new NeedsShell();
  const [first = 1, step = 1, last = 1] = numbers.length === 1 ? [1, 1, numbers[0]] : numbers.length === 2 ? [numbers[0], 1, numbers[1]] : numbers; // prettier-ignore
  let text = '';
  for (let n = first; step > 0 ? n <= last : step < 0 && n >= last; n += step) text += `${n}\n`;
  out(text);
  return 0;
}

function env({ args, environment, out }: CommandContext): Outcome {
  if (args.length === 0) {
    out([...environment].map(([name, value]) => `${name}=${value}\n`).join(''));
    return 0;
  }
  const [name = '', ...words] = args;
  if (/[=]|^-/.test(name)) throw new NeedsShell();
  return { then: 'command', command: simpleCommand(name, words.map(literalWord)) };
}

function printenv({ args, environment, out }: CommandContext): Outcome {
  if (args.length === 0) {
    out([...environment].map(([name, value]) => `${name}=${value}\n`).join(''));
    return 0;
  }
  const values = args.map((name) => environment.get(name));
  out(values.flatMap((value) => (value === undefined ? [] : [`${value}\n`])).join(''));
  return values.includes(undefined) ? 1 : 0;
}

/** The digits of π that the Job of Kubernetes' documentation computes: `perl -Mbignum=bpi -wle 'print bpi(2000)'`. */
function perl({ args, out }: CommandContext): Outcome {
  const digits = /print bpi\((\d+)\)/.exec(args.join(' '))?.[1];
  if (digits === undefined || !args.includes('-Mbignum=bpi')) throw new NeedsShell();
  out(`${piTo(Number(digits))}\n`);
  return 0;
}

/** Machin's formula in whole numbers; the last digit is rounded, as Math::BigFloat's is. */
function piTo(digits: number): string {
  const guard = 10n;
  const unity = 10n ** (BigInt(Math.min(digits, 5000)) - 1n + guard);
  const arctan = (inverse: bigint): bigint => {
    let term = unity / inverse;
    let sum = term;
    for (let n = 3n, sign = -1n; term !== 0n; n += 2n, sign = -sign) {
      term /= inverse * inverse;
      sum += (sign * term) / n;
    }
    return sum;
  };
  const pi = 4n * (4n * arctan(5n) - arctan(239n));
  const text = String((pi + 5n * 10n ** (guard - 1n)) / 10n ** guard);
  return `${text.charAt(0)}.${text.slice(1)}`;
}

export const TEXT_COMMANDS: readonly (readonly [string, ScriptCommand])[] = [
  ['date', { run: date }],
  ['seq', { run: seq }],
  ['env', { run: env }],
  ['printenv', { run: printenv }],
  ['perl', { run: perl }],
  ['hostname', { run: ({ args, world, host, out }) => {
    if (args.length > 0) throw new NeedsShell();
    out(`${world.host(host).hostname}\n`);
    return 0;
  } }], // prettier-ignore
];
