import type { Bash } from 'just-bash/browser';
import { hasOpenEnd } from './open-end';
import type { ScriptNode, StatementNode, WordNode } from './ast-nodes';
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

  /** A text as a word in double quotes; undefined when it cannot be one. */
  quoted(text: string): WordNode | undefined {
    const { statements, error } = this.parseWhole(`x="${text}"`, 1);
    const [command] = statements[0]?.pipelines[0]?.commands ?? [];
    if (error || statements.length !== 1 || command?.type !== 'SimpleCommand') return undefined;
    return command.assignments[0]?.value ?? undefined;
  }

  private parseWhole(text: string, firstLine: number): ParsedScript {
    const padded = '\n'.repeat(firstLine - 1) + text;
    let ast: ScriptNode | undefined;
    this.mode = { capture: (captured) => (ast = captured) };
    // It captures the tree before it returns, and runs nothing. Unlike `transform`, it leaves leading blanks alone and prints nothing back.
    void this.bash.exec(padded === '' ? '\n' : padded, { rawScript: true });
    this.mode = undefined;
    if (!ast) return { statements: [], ...this.errorIn(padded) };
    const { statements } = ast;
    const broken = statements.find((statement) => statement.deferredError);
    if (broken?.deferredError) {
      const { message, token } = broken.deferredError;
      return { statements: [], error: syntaxErrorOf({ message, token, line: broken.line ?? firstLine }, padded) };
    }
    if (hasOpenEnd(statements)) {
      return { statements: [], error: syntaxErrorOf({ message: 'unexpected end of file' }, padded) };
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
