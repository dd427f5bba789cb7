import { literalArgv, type StatementNode } from './ast-nodes';
import { leadingWords } from './plain-lines';
import type { ScriptParser } from './script-parser';
import type { ScriptError } from './syntax-error';

/** One command of a script: its words when they are literal, and its tree, which is not made unless it is asked for. */
export interface Step {
  readonly argv: readonly string[] | undefined;
  statement(): StatementNode | undefined;
}

/** What reading a script needs. */
export interface ReaderHost {
  isProgram(name: string): boolean;
  parser(): ScriptParser;
}

/** Lines parsed at once, so that a long script does not keep the application waiting. */
const CHUNK = 100;

/**
 * The commands of a script, read as bash does: what comes first is run before the rest is read. Returns what is wrong with the part that
 * cannot be parsed.
 */
export function* readScript(script: string, host: ReaderHost): Generator<Step, ScriptError | undefined> {
  let rest = script;
  let line = 1;
  while (rest !== '') {
    // Plain lines, which are most of what people type, need no parser.
    const leading = leadingWords(rest, (name) => host.isProgram(name));
    for (const { words, text, line: at } of leading.plain) {
      const start = line + at - 1;
      yield { argv: words, statement: () => host.parser().parse(text, start).statements[0] };
    }
    line += leading.restLine - 1;
    if (leading.rest === '') return undefined;
    const { statements, error, text } = chunkOf(leading.rest, line, host.parser());
    for (const statement of statements) yield { argv: literalArgv(statement), statement: () => statement };
    if (error) return error;
    line += text.split('\n').length - 1;
    rest = leading.rest.slice(text.length);
  }
  return undefined;
}

/** The first lines of a script that are commands as a whole; all lines when there are no such lines. */
function chunkOf(script: string, firstLine: number, parser: ScriptParser) {
  for (let count = CHUNK; ; count *= 2) {
    const text = firstLines(script, count);
    if (text.length === script.length) return { ...parser.parse(text, firstLine), text };
    const statements = /\\\n$/.test(text) ? undefined : parser.complete(text, firstLine);
    if (statements) return { statements, error: undefined, text };
  }
}

function firstLines(script: string, count: number): string {
  let at = 0;
  for (let lines = 0; lines < count; lines++) {
    const end = script.indexOf('\n', at);
    if (end === -1) return script;
    at = end + 1;
  }
  return script.slice(0, at);
}
