/** What is wrong with a script. */
export interface ScriptError {
  /** bash's words, without the shell's or script's name and line in front. */
  readonly message: string;
  /** 1-based line of the script where parsing stopped. */
  readonly line: number;
  /** The text of that line, when bash shows it. */
  readonly source?: string;
}

interface ParserError {
  readonly message: string;
  readonly line?: number;
  readonly token?: { readonly type?: string; readonly value?: string } | string;
}

/** Words a just-bash parser or lexer error as bash 5.2 does (parse.y: report_syntax_error). */
export function syntaxErrorOf(error: unknown, script: string): ScriptError {
  const { message, line = 1, token } = asParserError(error);
  const lines = script.split('\n');
  const open = /unexpected EOF while looking for matching (.)(.)'?$/.exec(message)?.[2];
  if (open !== undefined) {
    // bash names the line a quote starts on, but reads on after the end for the `)` of a substitution.
    const at = open === ')' ? afterEnd(lines) : Math.max(line, 1);
    return { line: at, message: `unexpected EOF while looking for matching \`${open}'` };
  }
  const value = typeof token === 'string' ? token : token?.value;
  const type = typeof token === 'string' ? undefined : token?.type;
  const atEnd = type === 'EOF' || /got EOF|unexpected end of file/i.test(message);
  if (atEnd && !/redirection target/i.test(message)) {
    return { line: afterEnd(lines), message: 'syntax error: unexpected end of file' };
  }
  const near = atEnd || value === undefined || value === '\n' || type === 'NEWLINE' ? 'newline' : value;
  return { line, message: `syntax error near unexpected token \`${near}'`, source: lines[line - 1] ?? '' };
}

/** The line after the last one, where bash finds the end of the file. */
function afterEnd(lines: readonly string[]): number {
  return lines.at(-1) === '' ? lines.length : lines.length + 1;
}

/** What bash prints for it: with a script's name, its line and the line itself; at a prompt only the message. */
export function errorLines(error: ScriptError, scriptName: string | undefined): string {
  if (scriptName === undefined) return `bash: ${error.message}\n`;
  const place = `${scriptName}: line ${error.line}: `;
  return `${place}${error.message}\n${error.source === undefined ? '' : `${place}\`${error.source}'\n`}`;
}

function asParserError(error: unknown): ParserError {
  if (error instanceof Error) return error;
  if (typeof error === 'object' && error !== null && 'message' in error) return error as ParserError;
  return { message: String(error) };
}
