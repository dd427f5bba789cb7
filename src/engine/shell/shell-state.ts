import type { ShellArray } from './array-text';
import type { FunctionDefNode } from './ast-nodes';

/** just-bash's sets of variable names with an attribute. */
export const ATTRIBUTES = [
  'exportedVars', 'readonlyVars', 'integerVars', 'lowercaseVars', 'uppercaseVars', 'associativeArrays', 'namerefs', 'boundNamerefs', 'invalidNamerefs',
  'declaredVars',
] as const; // prettier-ignore

export type Attribute = (typeof ATTRIBUTES)[number];

/**
 * What a shell remembers from one statement and one cell to the next. Immutable: every statement makes a new one, so that rewinding and
 * forking are a matter of keeping a reference.
 */
export interface ShellState {
  readonly cwd: string;
  readonly lastStatus: number;
  /** `$_`. */
  readonly lastArgument: string;
  /** `${PIPESTATUS[*]}`. */
  readonly pipeStatus: string;
  /** Shell variables, positional parameters (`1`, `#`, `@`) and, under names of just-bash's own, aliases. */
  readonly variables: ReadonlyMap<string, string>;
  readonly attributes: Readonly<Record<Attribute, ReadonlySet<string>>>;
  readonly arrays: ReadonlyMap<string, ShellArray>;
  readonly functions: ReadonlyMap<string, FunctionDefNode>;
  /** `set -o`. */
  readonly options: Readonly<Record<string, boolean>>;
  /** `shopt`. */
  readonly shopt: Readonly<Record<string, boolean>>;
  /** What `trap` set, by signal. */
  readonly traps: ReadonlyMap<string, string>;
  /** Virtual time from which $SECONDS counts. */
  readonly startedUs: number;
  readonly directoryStack: readonly string[];
}

/** just-bash keeps an alias as a variable of this name followed by the alias's. */
const ALIAS = 'BASH_ALIAS_';

export function hasAlias(state: ShellState, name: string): boolean {
  return state.variables.has(ALIAS + name);
}

/** The environment of a program that the shell starts. */
export function exportedVariables(state: ShellState): ReadonlyMap<string, string> {
  const exported = new Map<string, string>();
  for (const name of state.attributes.exportedVars) {
    const value = state.variables.get(name);
    if (value !== undefined) exported.set(name, value);
  }
  return exported;
}
