/** A shell script as the editor features see it: plain values with UTF-16 offsets into the source. */

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface ShellWord extends Span {
  /** As written, quotes and all. */
  readonly raw: string;
  /** The value after quote removal, or undefined when it depends on the shell (`$x`, `$( )`, globs stay literal). */
  readonly value: string | undefined;
}

export interface ShellCommand extends Span {
  /** The command's name and arguments; assignments and redirections are not words. */
  readonly words: readonly ShellWord[];
  /** Which top-level statement it belongs to. */
  readonly statement: number;
}

/**
 * Something that is not a word of a command but has a meaning of its own: an operator or keyword (`|`, `for`, `$(`), a variable's value
 * (`$x`), a variable that is set, the file of a redirection, lines given as input (`<<`), a word of a loop or test.
 */
export interface ShellToken extends Span {
  readonly text: string;
  readonly kind: 'operator' | 'keyword' | 'expansion' | 'assignment' | 'file' | 'here-document' | 'word';
}

export interface ShellStatement extends Span {
  readonly text: string;
}

export interface ShellScript {
  readonly source: string;
  readonly statements: readonly ShellStatement[];
  readonly commands: readonly ShellCommand[];
  readonly tokens: readonly ShellToken[];
  /** Places the parser could not make sense of; everything else is still usable. */
  readonly errors: readonly Span[];
}

/** The command and the index of its word at `offset`, or undefined. */
export function wordAt(
  script: ShellScript,
  offset: number,
): { readonly command: ShellCommand; readonly index: number } | undefined {
  let found: { readonly command: ShellCommand; readonly index: number } | undefined;
  for (const command of script.commands) {
    if (offset < command.start || offset > command.end) continue;
    const index = command.words.findIndex((word) => word.start <= offset && offset <= word.end);
    // The innermost command wins: `$(ip route)` lies inside a word of the command around it.
    if (index >= 0) found = { command, index };
  }
  return found;
}

/** The innermost token at `offset`, or undefined. */
export function tokenAt({ tokens }: ShellScript, offset: number): ShellToken | undefined {
  let found: ShellToken | undefined;
  for (const token of tokens) {
    if (offset < token.start || offset > token.end) continue;
    // Where two meet (`>` and its file), the one that begins here is meant.
    if (!found || token.end - token.start < found.end - found.start || token.start === offset) found = token;
  }
  return found;
}
