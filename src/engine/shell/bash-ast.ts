import type { Bash } from 'just-bash/browser';

/** just-bash's syntax tree, by way of its public `transform`. */
export type ScriptNode = ReturnType<Bash['transform']>['ast'];
export type StatementNode = ScriptNode['statements'][number];
type CommandNode = StatementNode['pipelines'][number]['commands'][number];
export type SimpleCommandNode = Extract<CommandNode, { type: 'SimpleCommand' }>;
export type FunctionDefNode = Extract<CommandNode, { type: 'FunctionDef' }>;
type WordNode = NonNullable<SimpleCommandNode['name']>;

/** Builtins that can change the shell itself, so that its state has to be saved after a statement that uses one. */
const STATEFUL = new Set([
  'cd', 'pushd', 'popd', 'dirs', 'export', 'declare', 'typeset', 'local', 'readonly', 'read', 'readarray', 'mapfile', 'set', 'shopt', 'unset',
  'alias', 'unalias', 'source', '.', 'eval', 'let', 'getopts', 'shift', 'exit', 'logout', 'exec', 'umask', 'return', 'printf', 'hash', 'trap',
]); // prettier-ignore

/** Builtins that steer the shell or take over its streams; their own output is never shown apart. */
const UNMARKED = new Set([
  ':', 'true', 'false', 'exec', 'exit', 'logout', 'break', 'continue', 'return', 'eval', 'source', '.', 'read', 'set', 'shift', 'trap', 'wait',
]); // prettier-ignore

/** The literal value of a word, or undefined when the shell has to expand it. */
function literalOf(word: WordNode): string | undefined {
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

/** The one simple command a statement consists of, when there is nothing else to it. */
function soleCommand(statement: StatementNode): SimpleCommandNode | undefined {
  const [pipeline, ...more] = statement.pipelines;
  const [command, ...rest] = pipeline?.commands ?? [];
  if (!pipeline || more.length > 0 || rest.length > 0 || statement.background || statement.deferredError)
    return undefined;
  if (pipeline.negated || pipeline.timed || command?.type !== 'SimpleCommand') return undefined;
  return command;
}

/** The words of a statement that is one simple command of literal words, with no assignment and no redirection. */
export function literalArgv(statement: StatementNode): readonly string[] | undefined {
  const command = soleCommand(statement);
  if (!command?.name || command.assignments.length > 0 || command.redirections.length > 0) return undefined;
  const argv: string[] = [];
  for (const word of [command.name, ...command.args]) {
    const value = literalOf(word);
    if (value === undefined) return undefined;
    argv.push(value);
  }
  return argv;
}

/** What running a statement needs to know beforehand. */
export interface StatementTraits {
  /** It may change variables, functions, options or the working directory. */
  readonly stateful: boolean;
  /** Functions it defines, by name; later definitions win. */
  readonly functions: ReadonlyMap<string, FunctionDefNode>;
  /** Programs of ours whose output goes straight to the reader, and that can show it while they run. */
  readonly live: readonly SimpleCommandNode[];
  /** Other commands whose output goes straight to the reader; it is shown when they end. */
  readonly prompt: readonly SimpleCommandNode[];
  /** Loop and function bodies, into which the session puts its tick. */
  readonly bodies: readonly StatementNode[][];
}

/** Walks a statement once. `isProgram` tells which names are programs of ours. */
export function traitsOf(statement: StatementNode, isProgram: (name: string) => boolean): StatementTraits {
  const functions = new Map<string, FunctionDefNode>();
  const live: SimpleCommandNode[] = [];
  const prompt: SimpleCommandNode[] = [];
  const bodies: StatementNode[][] = [];
  let stateful = false;

  const visitWord = (word: WordNode): void => {
    for (const part of word.parts) {
      if (part.type === 'ParameterExpansion' && part.operation !== null) stateful = true;
      if (part.type === 'ArithmeticExpansion') stateful = true;
    }
  };
  const visitAll = (list: readonly StatementNode[], toReader: boolean): void => {
    for (const inner of list) visit(inner, toReader);
  };
  const visitCommand = (command: CommandNode, toReader: boolean): void => {
    const straight = toReader && command.redirections.length === 0;
    switch (command.type) {
      case 'SimpleCommand': {
        if (command.assignments.length > 0) stateful ||= !command.name;
        for (const word of [...(command.name ? [command.name] : []), ...command.args]) visitWord(word);
        if (!command.name) return;
        const name = literalOf(command.name);
        if (name === undefined || STATEFUL.has(name)) stateful = true;
        if (!straight || name === undefined || UNMARKED.has(name)) return;
        // The mark of a live command would reach the commands that its words run.
        if (isProgram(name) && !command.args.some(runsCommands)) live.push(command);
        else prompt.push(command);
        return;
      }
      case 'FunctionDef':
        functions.set(command.name, command);
        stateful = true;
        // What a function prints goes wherever its caller's output goes.
        collectBodies(command.body, bodies);
        return;
      case 'If':
        for (const clause of command.clauses) {
          visitAll(clause.condition, straight);
          visitAll(clause.body, straight);
        }
        visitAll(command.elseBody ?? [], straight);
        return;
      case 'For':
        stateful = true;
        bodies.push(command.body);
        visitAll(command.body, straight);
        return;
      case 'CStyleFor':
        stateful = true;
        bodies.push(command.body);
        visitAll(command.body, straight);
        return;
      case 'While':
      case 'Until':
        bodies.push(command.body);
        visitAll(command.condition, straight);
        visitAll(command.body, straight);
        return;
      case 'Case':
        for (const item of command.items) visitAll(item.body, straight);
        return;
      case 'Subshell':
        // A subshell cannot change its parent, but walking it the same way is safe.
        visitAll(command.body, straight);
        return;
      case 'Group':
        visitAll(command.body, straight);
        return;
      case 'ArithmeticCommand':
      case 'ConditionalCommand':
        stateful = true;
    }
  };
  const visit = (inner: StatementNode, toReader: boolean): void => {
    for (const pipeline of inner.pipelines) {
      const single = pipeline.commands.length === 1 && !pipeline.timed;
      for (const command of pipeline.commands) visitCommand(command, toReader && single);
    }
  };

  visit(statement, true);
  return { stateful, functions, live, prompt, bodies };
}

function collectBodies(command: FunctionDefNode['body'], bodies: StatementNode[][]): void {
  switch (command.type) {
    case 'For':
    case 'CStyleFor':
    case 'While':
    case 'Until':
    case 'Group':
    case 'Subshell':
      bodies.push(command.body);
      for (const inner of command.body) collectFrom(inner, bodies);
      return;
    case 'If':
      for (const clause of command.clauses) for (const inner of clause.body) collectFrom(inner, bodies);
      for (const inner of command.elseBody ?? []) collectFrom(inner, bodies);
      return;
    case 'Case':
      for (const item of command.items) for (const inner of item.body) collectFrom(inner, bodies);
      return;
    case 'ArithmeticCommand':
    case 'ConditionalCommand':
  }
}

function collectFrom(statement: StatementNode, bodies: StatementNode[][]): void {
  for (const pipeline of statement.pipelines) {
    for (const command of pipeline.commands) {
      if (command.type !== 'SimpleCommand' && command.type !== 'FunctionDef') collectBodies(command, bodies);
    }
  }
}

/** Whether expanding a word runs commands: `$( )`, backquotes, `<( )`. */
function runsCommands(word: WordNode): boolean {
  return word.parts.some(
    (part) =>
      part.type === 'CommandSubstitution' ||
      part.type === 'ProcessSubstitution' ||
      (part.type === 'ParameterExpansion' && part.operation !== null) ||
      (part.type === 'DoubleQuoted' &&
        part.parts.some(
          (inner) =>
            inner.type === 'CommandSubstitution' || (inner.type === 'ParameterExpansion' && inner.operation !== null),
        )),
  );
}
