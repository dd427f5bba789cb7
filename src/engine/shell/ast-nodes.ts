import type { Bash } from 'just-bash/browser';

/** just-bash's syntax tree, by way of its public `transform`. */
export type ScriptNode = ReturnType<Bash['transform']>['ast'];
export type StatementNode = ScriptNode['statements'][number];
export type PipelineNode = StatementNode['pipelines'][number];
export type CommandNode = PipelineNode['commands'][number];
export type SimpleCommandNode = Extract<CommandNode, { type: 'SimpleCommand' }>;
export type FunctionDefNode = Extract<CommandNode, { type: 'FunctionDef' }>;
export type GroupNode = Extract<CommandNode, { type: 'Group' }>;
export type WordNode = NonNullable<SimpleCommandNode['name']>;
export type WordPart = WordNode['parts'][number];
export type RedirectionNode = SimpleCommandNode['redirections'][number];
export type AssignmentNode = SimpleCommandNode['assignments'][number];

/** A word that is exactly this text. */
export function literalWord(value: string): WordNode {
  return { type: 'Word', parts: [{ type: 'SingleQuoted', value }] };
}

/** A word that is the value of a parameter, in double quotes. */
export function parameterWord(parameter: string): WordNode {
  return {
    type: 'Word',
    parts: [{ type: 'DoubleQuoted', parts: [{ type: 'ParameterExpansion', parameter, operation: null }] }],
  };
}

export function simpleCommand(name: string, args: readonly WordNode[] = []): SimpleCommandNode {
  return {
    type: 'SimpleCommand',
    assignments: [],
    name: { type: 'Word', parts: [{ type: 'Literal', value: name }] },
    args: [...args],
    redirections: [],
  };
}

/** A statement of commands joined by `operators`. */
export function statementOf(commands: readonly CommandNode[], operators: readonly ('&&' | '||')[] = []): StatementNode {
  return {
    type: 'Statement',
    operators: [...operators],
    background: false,
    pipelines: commands.map((command) => ({ type: 'Pipeline', negated: false, commands: [command] })),
  };
}

export function groupOf(body: readonly StatementNode[], redirections: readonly RedirectionNode[] = []): GroupNode {
  return { type: 'Group', body: [...body], redirections: [...redirections] };
}

export function appendTo(path: string, fd: number): RedirectionNode {
  return { type: 'Redirection', fd, operator: '>>', target: literalWord(path) };
}

export function assignment(name: string, value: WordNode | null): AssignmentNode {
  return { type: 'Assignment', name, value, append: false, array: null };
}

/** A command that only assigns. */
export function assigning(...assignments: readonly AssignmentNode[]): SimpleCommandNode {
  return { type: 'SimpleCommand', assignments: [...assignments], name: null, args: [], redirections: [] };
}

/** The literal value of a word, or undefined when the shell has to expand it. */
export function literalOf(word: WordNode): string | undefined {
  let value = '';
  for (const part of word.parts) {
    switch (part.type) {
      case 'Literal':
      case 'SingleQuoted':
      case 'Escaped':
        value += part.value;
        break;
      case 'DoubleQuoted':
        for (const inner of part.parts) {
          if (inner.type !== 'Literal' && inner.type !== 'Escaped') return undefined;
          value += inner.value;
        }
        break;
      default:
        return undefined;
    }
  }
  return value;
}

/** Whether expanding the word runs commands or can change the shell: then it must be expanded once only. */
export function hasEffects(word: WordNode): boolean {
  return word.parts.some(partHasEffects);
}

function partHasEffects(part: WordPart): boolean {
  switch (part.type) {
    case 'Literal':
    case 'SingleQuoted':
    case 'Escaped':
    case 'Glob':
    case 'TildeExpansion':
      return false;
    case 'DoubleQuoted':
      return part.parts.some(partHasEffects);
    case 'ParameterExpansion':
      return part.operation !== null || part.parameter.includes('[');
    default:
      return true;
  }
}

/** Whether a word has a `$( )` or backquotes in it, at any depth. */
export function hasSubstitution(word: WordNode): boolean {
  return word.parts.some(partHasSubstitution);
}

function partHasSubstitution(part: WordPart): boolean {
  if (part.type === 'CommandSubstitution' || part.type === 'ProcessSubstitution') return true;
  if (part.type === 'DoubleQuoted') return part.parts.some(partHasSubstitution);
  // Words inside an operation or arithmetic are rare: look for their substitutions in the tree as data.
  if (part.type === 'Literal' || part.type === 'SingleQuoted' || part.type === 'Escaped') return false;
  if (part.type === 'ParameterExpansion' && part.operation === null) return false;
  return /"(?:Command|Process)Subst/.test(JSON.stringify(part));
}

/** The one command a statement consists of, when there is nothing else to it: no list, pipeline, negation or background job. */
export function soleCommand(statement: StatementNode): CommandNode | undefined {
  const [pipeline, ...more] = statement.pipelines;
  const [command, ...rest] = pipeline?.commands ?? [];
  if (!pipeline || more.length > 0 || rest.length > 0 || statement.background || statement.deferredError)
    return undefined;
  return pipeline.negated || pipeline.timed ? undefined : command;
}

/** The words of a statement that is one simple command of literal words, with no assignment and no redirection. */
export function literalArgv(statement: StatementNode): readonly string[] | undefined {
  const command = soleCommand(statement);
  if (
    command?.type !== 'SimpleCommand' ||
    !command.name ||
    command.assignments.length > 0 ||
    command.redirections.length > 0
  )
    return undefined;
  const argv: string[] = [];
  for (const word of [command.name, ...command.args]) {
    const value = literalOf(word);
    if (value === undefined) return undefined;
    argv.push(value);
  }
  return argv;
}

/** The line a statement starts on, 1-based. */
export function lineOf(statement: StatementNode): number {
  return statement.pipelines[0]?.commands[0]?.line ?? statement.line ?? 1;
}
