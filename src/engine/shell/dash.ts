import type { ScriptError } from './syntax-error';

/** bash's words (after `bash: `) and dash's for the same; `sh` is dash. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/^(.*): command not found$/, '$1: not found'],
  [/^cd: (.*): No such file or directory$/, "cd: can't cd to $1"],
  [/^(\S*\/\S*): Is a directory$/, 'cannot create $1: Is a directory'],
  [/^(\S*\/\S*): No such file or directory$/, 'cannot open $1: No such file'],
  [/^(.*): unbound variable$/, '$1: parameter not set'],
  [/^(.*): readonly variable$/, '$1: is read only'],
  [/^(\[|test): (.*): integer expression expected$/, '$1: Illegal number: $2'],
  [/^(\[|test): (.*): (?:unary|binary) operator expected$/, '$1: $2: unexpected operator'],
  [/^shift: .*$/, "shift: can't shift that many"],
  [/^exit: (.*): numeric argument required$/, 'exit: Illegal number: $1'],
];

/** One message of bash's, without its name, as dash words it. */
export function inDashWords(message: string): string {
  for (const [pattern, words] of WORDS) if (pattern.test(message)) return message.replace(pattern, words);
  return message;
}

/** The same of busybox's ash (shell/ash.c). */
const ASH_WORDS: readonly (readonly [RegExp, string])[] = [
  [/^(.*): command not found$/, '$1: not found'],
  [/^cd: (.*): No such file or directory$/, "cd: line 0: can't cd to $1: No such file or directory"],
  [/^(\S*\/\S*): Is a directory$/, "can't create $1: Is a directory"],
  [/^(\S*\/\S*): No such file or directory$/, "can't open $1: no such file"],
  [/^(.*): unbound variable$/, '$1: parameter not set'],
  [/^(.*): readonly variable$/, '$1: is read only'],
  [/^(\[|test): (.*): integer expression expected$/, '$2: bad number'],
  [/^(\[|test): (.*): (?:unary|binary) operator expected$/, '$2: unknown operand'],
];

/** One message of bash's, without its name, as busybox's ash words it. */
export function inAshWords(message: string): string {
  for (const [pattern, words] of ASH_WORDS) if (pattern.test(message)) return message.replace(pattern, words);
  return message;
}

/** What dash prints for a script it cannot parse. */
export function dashErrorLine({ message, line, source }: ScriptError, scriptName: string): string {
  const near = /near unexpected token `(.*)'$/.exec(message)?.[1];
  // Where bash counts the line after the end, dash names the last.
  const at = source === undefined && message.endsWith('end of file') ? line - 1 : line;
  const words = message.includes('looking for matching')
    ? 'Unterminated quoted string'
    : near === undefined
      ? 'end of file unexpected'
      : near === 'newline'
        ? 'newline unexpected'
        : `"${near}" unexpected`;
  return `${scriptName}: ${at}: Syntax error: ${words}\n`;
}
