import {
  appendTo, assigning, assignment, groupOf, hasEffects, hasSubstitution, literalOf, literalWord, parameterWord, simpleCommand, statementOf,
  type CommandNode, type FunctionDefNode, type PipelineNode, type RedirectionNode, type SimpleCommandNode, type StatementNode, type WordNode,
} from './ast-nodes'; // prettier-ignore
import { FATAL_MARK } from './messages';
import { ASSIGNED, DIRECT_MARK, READER_ERR, READER_OUT, RUN_FILE, TEST_ERROR, TICK, TICK_FILE } from './internal-names';

/** Builtins that can make, change or forget arrays and functions, so that these have to be listed afterwards. */
const DECLARING = new Set([
  'declare', 'typeset', 'local', 'readonly', 'export', 'read', 'readarray', 'mapfile', 'unset', 'eval', 'source', '.', 'printf', 'let', 'getopts',
  'builtin', 'command',
]); // prettier-ignore

/** Builtins that steer the shell or take over its streams; their own output is never shown apart. */
const UNMARKED = new Set([
  ':', 'true', 'false', 'exec', 'exit', 'logout', 'break', 'continue', 'return', 'read', 'readarray', 'mapfile', 'set', 'shift', 'wait',
]); // prettier-ignore

/** What is known about a statement before it runs. */
export interface Prepared {
  /** It may change arrays or functions. */
  readonly declares: boolean;
  /** Functions it defines, by name; later definitions win. */
  readonly functions: ReadonlyMap<string, FunctionDefNode>;
}

export interface PrepareOptions {
  /** Programs of ours, which can show output while they run. */
  isProgram(name: string): boolean;
  /** Functions and aliases: a call of one may do anything. */
  isKnown(name: string): boolean;
  /** Whether the shell's own messages name a line. */
  readonly lines: boolean;
  /** Puts what `eval` or `source` runs where the shell finds it; undefined leaves the builtin alone. */
  expand(command: SimpleCommandNode, toReader: boolean): CommandNode | undefined;
}

/** Where a command stands. */
interface Place {
  /** Its output goes to the reader, not into a pipe or file. */
  readonly toReader: boolean;
  /** `set -e` does not look at its status: it is negated or not the last of a `&&`/`||` list. */
  readonly exempt: boolean;
}

/**
 * Makes a parsed statement behave as in bash where just-bash would not, by rewriting its tree in place:
 * output goes to the reader as it is made and in order; loops give the host application its turns; an assignment's status is its own;
 * a file that cannot be opened fails its command only.
 */
export function prepare(statement: StatementNode, toReader: boolean, options: PrepareOptions): Prepared {
  return new Preparation(options).run(statement, toReader);
}

class Preparation {
  private readonly functions = new Map<string, FunctionDefNode>();
  private declares = false;
  private inFunction = false;

  constructor(private readonly options: PrepareOptions) {}

  run(statement: StatementNode, toReader: boolean): Prepared {
    this.statement(statement, toReader);
    return { declares: this.declares, functions: this.functions };
  }

  private statements(list: readonly StatementNode[], toReader: boolean): void {
    for (const inner of list) this.statement(inner, toReader);
  }

  private statement(statement: StatementNode, toReader: boolean): void {
    for (const [index, pipeline] of statement.pipelines.entries()) {
      const exempt = pipeline.negated || index < statement.pipelines.length - 1;
      this.pipeline(pipeline, { toReader: toReader && !pipeline.timed, exempt });
    }
  }

  private pipeline(pipeline: PipelineNode, place: Place): void {
    const last = pipeline.commands.length - 1;
    pipeline.commands = pipeline.commands.map((command, index) => {
      if (index === last) return this.command(command, place);
      const prepared = this.command(command, { toReader: false, exempt: true });
      const toPipe = pipeline.pipeStderr?.[index] ?? false;
      if (place.toReader && !toPipe && prepared.type === 'SimpleCommand' && prepared.redirections.length === 0) {
        if (prepared.name) prepared.redirections = [appendTo(this.readerErr(prepared), 2)];
      }
      return prepared;
    });
  }

  private command(command: CommandNode, place: Place): CommandNode {
    if (command.type === 'SimpleCommand') return this.simple(command, place);
    if (command.type === 'FunctionDef') {
      this.functions.set(command.name, command);
      this.declares = true;
      // What a function prints goes wherever its caller's output goes.
      const outside = this.inFunction;
      this.inFunction = true;
      command.body = this.compound(command.body, false);
      this.inFunction = outside;
      return command;
    }
    const opensFile = command.redirections.some(isOutput);
    const prepared = this.compound(command, place.toReader && command.redirections.length === 0);
    if (!opensFile) return prepared;
    return place.toReader ? this.shown(prepared, place) : guarded(prepared, place);
  }

  private compound<Node extends Exclude<CommandNode, SimpleCommandNode | FunctionDefNode>>(
    command: Node,
    toReader: boolean,
  ): Node {
    switch (command.type) {
      case 'If':
        for (const clause of command.clauses) {
          this.statements(clause.condition, toReader);
          this.statements(clause.body, toReader);
        }
        this.statements(command.elseBody ?? [], toReader);
        break;
      case 'For':
      case 'CStyleFor':
      case 'While':
      case 'Until':
        if ('condition' in command && Array.isArray(command.condition)) this.statements(command.condition, toReader);
        if (command.type === 'CStyleFor') this.declares = true;
        this.statements(command.body, toReader);
        command.body.unshift(usesStatus(command.body) ? exactTick() : tick());
        break;
      case 'Case':
        for (const item of command.items) this.statements(item.body, toReader);
        break;
      case 'Subshell':
      case 'Group':
        this.statements(command.body, toReader);
        break;
      case 'ArithmeticCommand':
      case 'ConditionalCommand':
        // `((a[1] = 2))`, and BASH_REMATCH.
        this.declares = true;
    }
    return command;
  }

  private simple(command: SimpleCommandNode, place: Place): CommandNode {
    for (const word of command.args) nameParameters(word);
    if (!command.name) return this.assignments(command, place);
    const name = nameOf(command.name);
    if (name === undefined || DECLARING.has(name) || this.options.isKnown(name)) this.declares = true;
    if (name?.includes('/')) runFile(command, name);
    const redirected = command.redirections.length > 0;
    // A function outlives this run, and with it what the run would load.
    const expanded = this.inFunction ? undefined : this.options.expand(command, place.toReader && !redirected);
    if (expanded) return place.toReader && redirected ? this.shown(expanded, place) : expanded;
    if ((name === '[' || name === 'test') && !command.args.some(hasEffects)) return this.test(command, name, place);
    if (!place.toReader || (name !== undefined && UNMARKED.has(name))) {
      return command.redirections.some(isOutput) && name !== 'exec' ? guarded(command, place) : command;
    }
    if (redirected) return this.shown(command, place);
    // The mark of a live command would reach the commands that its words run.
    if (
      name !== undefined &&
      (name.includes('/') || this.options.isProgram(name)) &&
      !command.args.some(hasSubstitution)
    ) {
      command.assignments = [...command.assignments, assignment(DIRECT_MARK, literalWord('1'))];
    } else {
      command.redirections = [appendTo(READER_OUT, 1), appendTo(this.readerErr(command), 2)];
    }
    return command;
  }

  private assignments(command: SimpleCommandNode, place: Place): CommandNode {
    const words = command.assignments.flatMap((a) => [...(a.value ? [a.value] : []), ...(a.array ?? [])]);
    for (const word of words) nameParameters(word);
    if (command.assignments.some((a) => a.array !== null || a.name.includes('['))) this.declares = true;
    if (command.assignments.length > 0 && !words.some(hasSubstitution)) {
      command.assignments = [...command.assignments, assignment(ASSIGNED, EMPTY_SUBSTITUTION)];
      return command;
    }
    if (command.redirections.some(isOutput)) return guarded(command, place);
    return place.toReader && command.assignments.length > 0 ? this.shown(command, place) : command;
  }

  /** just-bash's `test` refuses operands in silence or in words of its own. */
  private test(command: SimpleCommandNode, name: string, place: Place): CommandNode {
    const message = simpleCommand(TEST_ERROR, [parameterWord('?'), literalWord(name), ...command.args]);
    message.redirections = command.redirections;
    const silent = { ...command, redirections: [...command.redirections, SILENCE] };
    const commands = [silent, message, ...(place.exempt ? [nothing()] : [])];
    const statement = statementOf(commands, place.exempt ? ['||', '&&'] : ['||']);
    return place.toReader ? groupOf([statement], this.reader(command)) : groupOf([statement]);
  }

  /** A command with redirections of its own: whatever it prints elsewhere goes to the reader. */
  private shown(command: CommandNode, place: Place): CommandNode {
    return groupOf([shielded(command, place)], this.reader(command));
  }

  private reader(command: CommandNode) {
    return [appendTo(READER_OUT, 1), appendTo(this.readerErr(command), 2)];
  }

  private readerErr(command: CommandNode): string {
    return `${READER_ERR}${this.options.lines ? (command.line ?? '') : ''}`;
  }
}

/** An exception inside just-bash (a file that cannot be opened) ends the innermost group: this one. */
function guarded(command: CommandNode, place: Place): CommandNode {
  return groupOf([shielded(command, place)]);
}

/** Inside a group just-bash forgets that `set -e` must not look at a status; a list that stops early makes it remember. */
function shielded(command: CommandNode, place: Place): StatementNode {
  return place.exempt ? statementOf([command, nothing()], ['&&']) : statementOf([command]);
}

function nothing(): CommandNode {
  return assigning(assignment(ASSIGNED, null));
}

/** A path names a file, which just-bash would run in the same shell, without our programs' liveness or a script's line numbers. */
function runFile(command: SimpleCommandNode, path: string): void {
  const { name, args } = simpleCommand(RUN_FILE, [
    literalWord(String(command.line ?? '')),
    literalWord(path),
    ...command.args,
  ]);
  command.name = name;
  command.args = args;
}

/**
 * The host application's turn at the start of a round. Reading TICK_FILE is the cheapest thing just-bash does that waits for us. It succeeds or
 * fails as `$?` says, so that the status stays what it was as far as a condition can tell.
 */
function tick(): StatementNode {
  const path: WordNode = {
    type: 'Word',
    parts: [
      { type: 'Literal', value: TICK_FILE },
      { type: 'ParameterExpansion', parameter: '?', operation: null },
    ],
  };
  const read = assigning();
  read.redirections = [{ type: 'Redirection', fd: null, operator: '<', target: path }];
  return statementOf([assigning(assignment(ASSIGNED, substitution([statementOf([read])]))), nothing()], ['&&']);
}

/** As `tick`, and `$?` stays exactly what it was. */
function exactTick(): StatementNode {
  return statementOf([simpleCommand(TICK, [parameterWord('?')]), nothing()], ['&&']);
}

function usesStatus(body: readonly StatementNode[]): boolean {
  return JSON.stringify(body).includes('"parameter":"?"');
}

function substitution(statements: StatementNode[]): WordNode {
  return {
    type: 'Word',
    parts: [{ type: 'CommandSubstitution', body: { type: 'Script', statements }, legacy: false }],
  };
}

function isOutput({ operator }: RedirectionNode): boolean {
  return operator === '>' || operator === '>>' || operator === '>|' || operator === '&>' || operator === '&>>';
}

/** just-bash reads the name `[` as the start of a pattern. */
function nameOf(word: WordNode): string | undefined {
  const [part, ...more] = word.parts;
  return part?.type === 'Glob' && more.length === 0 ? part.pattern : literalOf(word);
}

/** `2>&-` */
const SILENCE: RedirectionNode = { type: 'Redirection', fd: 2, operator: '>&', target: literalWord('-') };

const EMPTY_SUBSTITUTION = substitution([]);

/** `${name?message}` names the parameter in its message; just-bash leaves it out. */
function nameParameters(word: WordNode): void {
  const visit = (parts: WordNode['parts']): void => {
    for (const part of parts) {
      if (part.type === 'DoubleQuoted') visit(part.parts);
      if (part.type !== 'ParameterExpansion' || part.operation?.type !== 'ErrorIfUnset' || !part.operation.word)
        continue;
      const value = `${part.parameter}${FATAL_MARK}: `;
      part.operation.word.parts = [{ type: 'SingleQuoted', value }, ...part.operation.word.parts];
    }
  };
  visit(word.parts);
}
