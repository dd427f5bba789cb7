import type { FunctionDefNode, StatementNode } from './bash-ast';

/**
 * What a shell remembers from one cell to the next. Immutable: every run makes a new one, so that rewinding and forking are a matter of
 * keeping a reference.
 */
export interface ShellState {
  readonly cwd: string;
  readonly lastStatus: number;
  /** bash text that restores variables, options and aliases, as `declare -p`, `set +o`, `shopt -p` and `alias` printed it. */
  readonly restore: string;
  readonly functions: ReadonlyMap<string, FunctionDefNode>;
  /** `restore` parsed, made once per state. */
  readonly prelude: readonly StatementNode[];
}

/** A shell nobody has used yet. */
export function newShellState(cwd: string): ShellState {
  return { cwd, lastStatus: 0, restore: '', functions: new Map(), prelude: [] };
}

/** Variables that the shell itself keeps; restoring them would be refused or wrong. */
const OWN = new Set([
  '?', '_', 'BASHOPTS', 'BASHPID', 'BASH_ARGC', 'BASH_ARGV', 'BASH_LINENO', 'BASH_SOURCE', 'BASH_VERSINFO', 'BASH_VERSION', 'EUID', 'FUNCNAME',
  'GROUPS', 'HOSTNAME', 'HOSTTYPE', 'IFS', 'LINENO', 'MACHTYPE', 'OLDPWD', 'OPTIND', 'OSTYPE', 'PIPESTATUS', 'PPID', 'PWD', 'RANDOM', 'SECONDS',
  'SHELLOPTS', 'SHLVL', 'UID',
]); // prettier-ignore

/** Options that `set +o` prints as off although they are on, or that only bash itself may change. */
const SET_DEFAULT_ON = new Set([
  'braceexpand',
  'hashall',
  'interactive-comments',
  'emacs',
  'history',
  'histexpand',
  'monitor',
]);

/** Text that restores what `declare -p` etc. printed, without what every new shell has anyway. */
export function restoreText(printed: {
  readonly declare: string;
  readonly set: string;
  readonly shopt: string;
  readonly alias: string;
  readonly initial: ReadonlySet<string>;
}): string {
  const lines: string[] = [];
  for (const entry of splitDeclarations(printed.declare)) {
    const name = /^declare -\S+ ([^=]+)/.exec(entry)?.[1];
    if (name === undefined || OWN.has(name) || name.startsWith(INTERNAL_PREFIX)) continue;
    if (!printed.initial.has(entry)) lines.push(entry);
  }
  for (const line of printed.set.split('\n')) {
    const option = /^set -o (\S+)$/.exec(line)?.[1];
    if (option !== undefined && !SET_DEFAULT_ON.has(option)) lines.push(line);
  }
  for (const line of printed.shopt.split('\n')) if (line !== '' && !printed.initial.has(line)) lines.push(line);
  for (const line of printed.alias.split('\n')) if (line.startsWith('alias ')) lines.push(line);
  return lines.join('\n');
}

/** Shell variables of ours start with this; they never outlive a run. */
export const INTERNAL_PREFIX = '__cka_';

/** `declare -p` output entry by entry; a value may run over several lines. */
export function splitDeclarations(text: string): string[] {
  const entries: string[] = [];
  for (const line of text.split('\n')) {
    if (/^declare -\S+ /.test(line) || entries.length === 0) entries.push(line);
    else entries[entries.length - 1] += `\n${line}`;
  }
  return entries.filter((entry) => entry !== '');
}
