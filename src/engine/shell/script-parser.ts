import type { Bash } from 'just-bash/browser';
import { hasOpenEnd } from './open-end';
import { lineOf, type ScriptNode, type StatementNode, type WordNode } from './ast-nodes';
import { syntaxErrorOf, type ScriptError } from './syntax-error';

/** A script as bash reads it: the complete commands, and what is wrong with the rest. */
export interface ParsedScript {
  readonly statements: readonly StatementNode[];
  readonly error?: ScriptError;
}

type Mode = { readonly capture: (ast: ScriptNode) => void } | { readonly run: StatementNode[] };

/** just-bash's parser, and the way to run a tree instead of a text: both by way of a transform plugin. */
export class ScriptParser {
  /** Called with what a program inside just-bash is about to run, to change its tree. */
  onNested: (statements: readonly StatementNode[]) => void = () => undefined;
  private mode: Mode | undefined;

  constructor(private readonly bash: Bash) {
    bash.registerTransformPlugin({
      name: 'cka-net',
      transform: ({ ast, metadata }) => {
        const { mode } = this;
        this.mode = undefined;
        if (!mode) {
          this.onNested(ast.statements);
          return { ast, metadata };
        }
        if ('run' in mode) return { ast: { ...ast, statements: mode.run }, metadata };
        mode.capture(ast);
        return { ast: { ...ast, statements: [] }, metadata };
      },
    });
  }

  /**
   * Runs statements in a new shell with the state that just-bash holds now; it copies that state before this returns. Statements that are
   * added while it runs are run too.
   */
  execute(statements: StatementNode[], options: NonNullable<Parameters<Bash['exec']>[1]>): ReturnType<Bash['exec']> {
    this.mode = { run: statements };
    return this.bash.exec(':', options);
  }

  /** The complete commands of a script, and what is wrong with the rest. `firstLine` is where the text starts in its script. */
  parse(text: string, firstLine = 1): ParsedScript {
    const { statements, error } = this.parseWhole(text, firstLine);
    if (!error) return { statements };
    // bash runs what comes before the command it cannot parse.
    const lines = text.split('\n');
    for (let count = Math.min(error.line - firstLine, lines.length); count > 0; count--) {
      const before = this.parseWhole(lines.slice(0, count).join('\n'), firstLine);
      if (!before.error) return { statements: before.statements, error };
    }
    return { statements: [], error };
  }

  /** The statements of a text that is complete in itself; undefined when something is wrong or missing at its end. */
  complete(text: string, firstLine: number): readonly StatementNode[] | undefined {
    const { statements, error } = this.parseWhole(text, firstLine);
    // An open here-document is no error to just-bash.
    return error || JSON.stringify(statements).includes('"terminated":false') ? undefined : statements;
  }

  /** A text as a word in double quotes; undefined when it cannot be one. */
  quoted(text: string): WordNode | undefined {
    const { statements, error } = this.parseWhole(`x="${text}"`, 1);
    const [command] = statements[0]?.pipelines[0]?.commands ?? [];
    if (error || statements.length !== 1 || command?.type !== 'SimpleCommand') return undefined;
    return command.assignments[0]?.value ?? undefined;
  }

  private parseWhole(text: string, firstLine: number): ParsedScript {
    const { statements, error } = this.parseAtOne(text);
    const before = firstLine - 1;
    if (before > 0) shiftLines(statements, before);
    return error ? { statements, error: { ...error, line: error.line + before } } : { statements };
  }

  private parseAtOne(text: string): ParsedScript {
    let ast: ScriptNode | undefined;
    this.mode = { capture: (captured) => (ast = captured) };
    // It captures the tree before it returns, and runs nothing. Unlike `transform`, it leaves leading blanks alone and prints nothing back.
    void this.bash.exec(text === '' ? '\n' : text, { rawScript: true });
    this.mode = undefined;
    if (!ast) return { statements: [], ...this.errorIn(text) };
    const { statements } = ast;
    const broken = statements.findIndex((statement) => statement.deferredError);
    const { deferredError } = statements[broken] ?? {};
    if (deferredError) {
      const line = lineOfToken(deferredError.token, text, statements[broken - 1]);
      return { statements: [], error: syntaxErrorOf({ ...deferredError, line }, text) };
    }
    if (hasOpenEnd(statements)) {
      return { statements: [], error: syntaxErrorOf({ message: 'unexpected end of file' }, text) };
    }
    return { statements };
  }

  private errorIn(text: string): { readonly error?: ScriptError } {
    try {
      this.bash.transform(text);
      return {};
    } catch (error) {
      return { error: syntaxErrorOf(error, text) };
    }
  }
}

/** The line of a `}` or `)` too many, which just-bash does not tell: the first line with one from the statement before it on. */
function lineOfToken(token: string, text: string, before: StatementNode | undefined): number {
  const start = before ? lineOf(before) - 1 : 0;
  const found = text.split('\n').findIndex((line, index) => index >= start && line.includes(token));
  return found === -1 ? start + 1 : found + 1;
}

/** Adds to every line number in a tree. */
function shiftLines(tree: unknown, by: number): void {
  if (typeof tree !== 'object' || tree === null) return;
  if ('line' in tree && typeof tree.line === 'number') tree.line += by;
  for (const child of Object.values(tree)) shiftLines(child, by);
}
