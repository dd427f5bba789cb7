import type { OptionDeclaration } from '../grammar/types';

/** An argument of the command line and its place, counted from 0 for the program's name, as messages give it. */
export interface ClifOperand {
  readonly text: string;
  readonly argc: number;
}

/** Takes an option in; `unusable` when it cannot read the value, `exit` when there is nothing left to do. */
type ClifHandler = (name: string, value: string | undefined) => 'taken' | 'unusable' | 'exit';

type ClifResult =
  | { readonly kind: 'parsed'; readonly operands: readonly ClifOperand[] }
  | { readonly kind: 'error'; readonly message: string }
  | { readonly kind: 'exit' };

/** Long options that may be shortened (CLIF_ABBREV), to two letters at least, and those written with one dash (CLIF_ONEDASH). */
const MAY_SHORTEN: ReadonlySet<string> = new Set(['dont-fragment', 'extensions']);
const LEAST_LETTERS = 2;
/** Options whose value is a list (CLIF_SEVERAL). */
const SEVERAL: ReadonlySet<string> = new Set(['-g', '-O']);

/**
 * CLIF, the parser of traceroute (libsupp/clif.c): options may follow operands, a short option's value may be attached, a long one's needs `=`. The
 * handler is called with the first name of each option, in order.
 */
export function parseClif(
  argv: readonly string[],
  table: readonly OptionDeclaration[],
  handle: ClifHandler,
): ClifResult {
  const operands: ClifOperand[] = [];
  let optionsEnd = false;
  for (let i = 1; i < argv.length; i++) {
    const arg = argv[i] ?? '';
    if (optionsEnd || arg === '-' || !arg.startsWith('-') || arg.startsWith('---')) {
      operands.push({ text: arg, argc: i });
      continue;
    }
    if (arg === '--') {
      optionsEnd = true;
      continue;
    }
    const oneDash = table.find(({ names }) => names.includes(arg) && !arg.startsWith('--') && arg.length > 2);
    const step = arg.startsWith('--') || oneDash ? readLong(arg, i, table, handle) : readGroup(argv, i, table, handle);
    if (step.kind !== 'next') return step;
    i = step.at;
  }
  return { kind: 'parsed', operands };
}

type Step = { readonly kind: 'next'; readonly at: number } | Exclude<ClifResult, { kind: 'parsed' }>;

function failure(message: string): Step {
  return { kind: 'error', message: `${message}\n` };
}

function readLong(arg: string, at: number, table: readonly OptionDeclaration[], handle: ClifHandler): Step {
  const equals = arg.indexOf('=');
  const name = equals < 0 ? arg : arg.slice(0, equals);
  const option = findLong(name, table);
  if (!option || (equals >= 0 && !option.value)) {
    const text = arg.slice(2);
    return failure(
      equals < 0
        ? `Bad option \`${arg}' (argc ${at})`
        : `Bad option \`${arg}' (with arg \`${text.slice(text.indexOf('=') + 1)}') (argc ${at})`,
    );
  }
  const long = option.names.find((spelling) => spelling.length > 2) ?? name;
  if (option.value && equals < 0) {
    const shown = `${long}=${option.value.name}${several(option)}`;
    return failure(`Option \`${long}' (argc ${at}) requires an argument: \`${shown}'`);
  }
  return finish(option, long, equals < 0 ? undefined : arg.slice(equals + 1), at, handle);
}

function findLong(name: string, table: readonly OptionDeclaration[]): OptionDeclaration | undefined {
  const exact = table.find(({ names }) => names.some((spelling) => spelling.length > 2 && spelling === name));
  if (exact || name.length - 2 < LEAST_LETTERS) return exact;
  return table.find(({ names }) =>
    names.some((spelling) => MAY_SHORTEN.has(spelling.slice(2)) && spelling.startsWith(name)),
  );
}

/** `-n`, `-nI`, `-q1`, `-q 1`. */
function readGroup(
  argv: readonly string[],
  at: number,
  table: readonly OptionDeclaration[],
  handle: ClifHandler,
): Step {
  const arg = argv[at] ?? '';
  for (let k = 1; k < arg.length; k++) {
    const name = `-${arg.charAt(k)}`;
    const option = table.find(({ names }) => names.includes(name));
    if (!option) return failure(`Bad option \`${name}' (argc ${at})`);
    if (!option.value) {
      const step = finish(option, name, undefined, at, handle);
      if (step.kind !== 'next') return step;
      continue;
    }
    const last = k === arg.length - 1;
    const value = last ? argv[at + 1] : k === 1 ? arg.slice(2) : undefined;
    if (value === undefined) {
      const shown = `${name} ${option.value.name}${several(option)}`;
      return failure(`Option \`${name}' (argc ${at}) requires an argument: \`${shown}'`);
    }
    return finish(option, name, value, last ? at + 1 : at, handle);
  }
  return { kind: 'next', at };
}

function several({ names }: OptionDeclaration): string {
  return SEVERAL.has(names[0] ?? '') ? ',...' : '';
}

function finish(
  option: OptionDeclaration,
  spelled: string,
  value: string | undefined,
  at: number,
  handle: ClifHandler,
): Step {
  const outcome = handle(option.names[0] ?? spelled, value);
  if (outcome === 'exit') return { kind: 'exit' };
  if (outcome === 'taken') return { kind: 'next', at };
  const given = value === undefined ? '' : ` with arg \`${value}'`;
  return failure(`Cannot handle \`${spelled}' option${given} (argc ${at})`);
}

/** Why operands do not fit `host [packetlen]`, or undefined. */
export function operandsProblem(operands: readonly ClifOperand[]): string | undefined {
  const [host, , extra] = operands;
  if (!host) return 'Specify "host" missing argument.\n';
  return extra && `Extra arg \`${extra.text}' (position 3, argc ${extra.argc})\n`;
}
