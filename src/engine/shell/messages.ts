import { INTERNAL_PREFIX } from './internal-names';

/** Commands of ours in a trace (`set -x`). */
const TRACE_OF_OURS = new RegExp(`^\\++ ${INTERNAL_PREFIX}.*\\n`, 'gm');
/** Builtins in whose messages just-bash leaves the shell's name out. */
const NAMELESS = /^(?=(?:\[|test|printf|alias|unalias): )/gm;
/** The shell's messages; those that another shell has already put its place in are not ours. */
const OURS = /^bash: (?!line \d|-c: )/gm;
/** Errors that end a script, but at a prompt only the command. */
const FATAL = new RegExp(
  `\u0001|: (?:readonly variable|unbound variable|bad substitution|parameter null or not set)$`,
  'm',
);

/** In messages of `\${name?message}`, in front of the colon, so that they are told from a program's. */
export const FATAL_MARK = '\u0001';

/** Whether a message says that expanding a word failed, which is no `exit` at a prompt. */
export function isFatal(text: string): boolean {
  return FATAL.test(text);
}

/**
 * just-bash's messages as bash words them: `bash script` names the script and the line in front of every message of the shell, an interactive
 * bash only itself.
 */
export function inBashWords(text: string, scriptName: string | undefined, line: number): string {
  const words = text
    .replace(TRACE_OF_OURS, '')
    .replaceAll(FATAL_MARK, '')
    .replace(NAMELESS, 'bash: ')
    .replace(/^bash: typeset: /gm, 'bash: declare: ');
  return scriptName === undefined ? words : words.replace(OURS, `${scriptName}: line ${line}: `);
}
