import { getopt, type LongOption, type ParsedOptions } from '../clib/getopt';
import type { Declaration, OptionDeclaration } from './types';

export interface GetoptSpec {
  /** The option string of getopt(3): `c:n`, with a leading `+` when options end at the first operand. */
  readonly letters: string;
  readonly longs: readonly LongOption[];
}

/**
 * getopt's tables for a declaration. Long names come with the option's letter when it has one, so that `run` sees one name for both spellings.
 * `order` says whether options may follow operands ('permute', glibc's default) or end at the first one ('first-operand').
 */
function getoptSpec(
  { options }: Pick<Declaration, 'options'>,
  order: 'permute' | 'first-operand' = 'permute',
): GetoptSpec {
  const shorts = options.flatMap((option) => option.names.filter(isShort).map((name) => [name, option] as const));
  const letters = shorts.map(([name, option]) => name.slice(1) + '::'.slice(0, colons(option))).join('');
  const longs = options.flatMap((option) =>
    option.names
      .filter((name) => name.startsWith('--'))
      .map((name): LongOption => ({
        name: name.slice(2),
        argument: option.value === undefined ? 'none' : option.valueOptional ? 'optional' : 'required',
        flag: option.names.find(isShort)?.slice(1),
      })),
  );
  return { letters: (order === 'first-operand' ? '+' : '') + letters, longs };
}

const specs = new WeakMap<Declaration['options'], Map<string | undefined, GetoptSpec>>();

/** The tables of a declaration, made once: a loop runs one program hundreds of times. */
function specOf(declaration: Pick<Declaration, 'options'>, order: 'permute' | 'first-operand' | undefined): GetoptSpec {
  let known = specs.get(declaration.options);
  if (!known) specs.set(declaration.options, (known = new Map<string | undefined, GetoptSpec>()));
  let spec = known.get(order);
  if (!spec) known.set(order, (spec = getoptSpec(declaration, order)));
  return spec;
}

/** Parses `args` (without the program's name) by a declaration; see clib/getopt. */
export function parseOptions(
  declaration: Pick<Declaration, 'options'>,
  args: readonly string[],
  order?: 'permute' | 'first-operand',
): ParsedOptions {
  const { letters, longs } = specOf(declaration, order);
  return getopt(args, letters, longs);
}

/** getopt's count of colons: none without an argument, one when it is required, two when it is optional. */
function colons(option: OptionDeclaration): 0 | 1 | 2 {
  if (option.value === undefined) return 0;
  return option.valueOptional ? 2 : 1;
}

function isShort(name: string): boolean {
  return name.length === 2 && name.startsWith('-') && name !== '--';
}
