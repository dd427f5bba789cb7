import { ERRNO, strerror, type ErrnoName } from '../kernel/errno';
import { inAshWords, inDashWords } from './dash';
import type { StatementNode } from './ast-nodes';
import { INTERNAL_PREFIX } from './internal-names';

/** Commands of ours in a trace (`set -x`). */
const TRACE_OF_OURS = new RegExp(`^\\++ ${INTERNAL_PREFIX}.*\\n`, 'gm');
/** Builtins in whose messages just-bash leaves the shell's name out. */
const NAMELESS = /^(?=(?:\[|test|printf|alias|unalias): )/gm;
/** The shell's messages; those that another shell has already put its place in are not ours. */
const OURS = /^bash: (?!line \d|-c: )/gm;
const OURS_WHOLE = /^bash: (?!line \d|-c: )(.*)$/gm;
/** What a program inside just-bash quotes of a failed system call: `ENOENT: no such file or directory, open '/x'`. */
const SYSTEM_CALL = /\b(E[A-Z]{3,}): [a-z][a-z ]*, \w+ '[^']*'/g;
/** Programs that just-bash has elsewhere (yq, sqlite3), and a Debian machine has not. */
const UNBUNDLED = /^(bash: \S+): command not available in browser environments\..*$/gm;
/** Errors that end a script, but at a prompt only the command. */
const FATAL = new RegExp(
  `\u0001|: (?:readonly variable|unbound variable|bad substitution|parameter null or not set)$`,
  'm',
);
const UNSET = /\u0001|: (?:unbound variable|parameter null or not set)$/m;

/** In messages of `\${name?message}`, in front of the colon, so that they are told from a program's. */
export const FATAL_MARK = '\u0001';

/** Whether a message says that expanding a word failed, which is no `exit` at a prompt. */
export function isFatal(text: string): boolean {
  return FATAL.test(text);
}

/** Whether it is a parameter that is unset but must not be: a script ends with another status then. */
export function isUnset(text: string): boolean {
  return UNSET.test(text);
}

/**
 * just-bash does not say which division by zero it means. When the statements have one division only, bash's message is known: the expression
 * and what begins with the divisor.
 */
export function withDivision(text: string, statements: readonly StatementNode[]): string {
  if (!/^bash: (?:arithmetic expression: |let: )?division by 0$/m.test(text)) return text;
  const found = new Set<string>();
  const collect = (_key: string, value: unknown): unknown => {
    const expression =
      typeof value === 'object' && value !== null && 'originalText' in value ? value.originalText : undefined;
    if (typeof expression === 'string' && /[/%]/.test(expression)) found.add(expression);
    return value;
  };
  JSON.stringify(statements, collect);
  const [expression = '', ...others] = found;
  const divisor = /^[^/%]*[/%]\s*([^/%]*)$/.exec(expression)?.[1];
  if (others.length > 0 || divisor === undefined) return text;
  const command = text.includes('arithmetic expression') ? '((: ' : '';
  const message = `bash: ${command}${expression.trimStart()}: division by 0 (error token is "${divisor}")`;
  return text.replace(/^bash: (?:arithmetic expression: )?division by 0$/m, message);
}

/** How a shell names itself in front of its messages. */
export interface Speaker {
  /** A script's name, which a line follows; undefined at a prompt. */
  readonly scriptName: string | undefined;
  /** Whether it is `sh`, which is dash. */
  readonly dash?: boolean;
  /** Which shell `sh` is in a container's image. */
  readonly dialect?: 'dash' | 'ash' | 'bash';
}

/**
 * just-bash's messages as the shell words them: `bash script` names the script and the line in front of every message of the shell, an
 * interactive bash only itself.
 */
export function inShellWords(text: string, { scriptName, dash, dialect }: Speaker, line: number): string {
  const words = text
    .replace(TRACE_OF_OURS, '')
    .replaceAll(FATAL_MARK, '')
    .replace(SYSTEM_CALL, (whole, errno: string) => (errno in ERRNO ? strerror(errno as ErrnoName) : whole))
    .replace(UNBUNDLED, '$1: command not found')
    .replace(NAMELESS, 'bash: ')
    .replace(/^bash: typeset: /gm, 'bash: declare: ');
  if (scriptName === undefined) return words;
  if (dialect === 'ash')
    return words.replace(OURS_WHOLE, (_all, message: string) => `${scriptName}: ${inAshWords(message)}`);
  if (dialect === 'bash' || (dash !== true && dialect !== 'dash'))
    return words.replace(OURS, `${scriptName}: line ${line}: `);
  return words.replace(OURS_WHOLE, (_all, message: string) => `${scriptName}: ${line}: ${inDashWords(message)}`);
}
