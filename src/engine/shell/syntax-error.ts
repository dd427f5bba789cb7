/** What bash says about a script it cannot parse. */
export interface SyntaxError {
  /** Lines for stderr, without the `bash: ` in front. */
  readonly lines: readonly string[];
  /** 1-based line of the script where parsing stopped. */
  readonly line: number;
}

interface ParserError {
  readonly message: string;
  readonly line?: number;
  readonly token?: { readonly type?: string; readonly value?: string } | string;
}

/** Words a just-bash parser or lexer error as bash 5.2 does (parse.y: report_syntax_error). */
export function bashSyntaxError(error: unknown, script: string): SyntaxError {
  const { message, line = 1, token } = asParserError(error);
  const unexpected = /unexpected EOF while looking for matching (.+)$/.exec(message);
  if (unexpected)
    return { line, lines: [`line ${line}: unexpected EOF while looking for matching ${unexpected[1] ?? ''}`] };
  const value = typeof token === 'string' ? token : token?.value;
  const type = typeof token === 'string' ? undefined : token?.type;
  const lines = script.split('\n');
  if (/got EOF|unexpected end of file/i.test(message) || type === 'EOF') {
    const last = lines.at(-1) === '' ? lines.length : lines.length + 1;
    return { line: last, lines: [`line ${last}: syntax error: unexpected end of file`] };
  }
  const near = value === undefined || value === '\n' || type === 'NEWLINE' ? 'newline' : value;
  return {
    line,
    lines: [`line ${line}: syntax error near unexpected token \`${near}'`, `line ${line}: \`${lines[line - 1] ?? ''}'`],
  };
}

function asParserError(error: unknown): ParserError {
  if (error instanceof Error) return error;
  return { message: String(error) };
}
