import {
  appendTo, assigning, assignment, groupOf, hasEffects, hasSubstitution, literalWord, parameterWord, simpleCommand, statementOf,
  type AssignmentNode, type CommandNode, type FunctionDefNode, type PipelineNode, type SimpleCommandNode, type StatementNode, type WordNode,
} from './ast-nodes'; // prettier-ignore
import { BUILTIN_NAMES } from './builtins';
import { markNeighbours } from './pipe-neighbours';
import { ASSIGNED, DIRECT_MARK, MERGED_MARK, READER_ERR, READER_OUT, TEST_ERROR, WAIT } from './internal-names';
import { isJoined, mergeStreams } from './merged-streams';
import { hoist, prepareWords, setsSeconds, variable, type WordHost } from './prepare-words';
import {
  announced, assigned, EMPTY_SUBSTITUTION, guarded, isOutput, isSplit, isSpread, nameOf, nothing, runFile, shielded, SILENCE, splitName, targets, tickFor,
} from './rewrites'; // prettier-ignore

/** Builtins that can make, change or forget arrays and functions, so that these have to be listed afterwards. */
const DECLARING = new Set([
  'declare', 'typeset', 'local', 'readonly', 'export', 'read', 'readarray', 'mapfile', 'unset', 'eval', 'source', '.', 'printf', 'let', 'getopts',
  'builtin', 'command',
]); // prettier-ignore

/** Builtins that steer the shell or take over its streams; their own output is never shown apart. */
const UNMARKED = new Set([
  ':', 'true', 'false', 'exec', 'exit', 'logout', 'break', 'continue', 'return', 'read', 'readarray', 'mapfile', 'set', 'shift', 'wait',
]); // prettier-ignore

/** Programs of ours that are builtins: their messages name the shell and the line. */
const OF_THE_SHELL: ReadonlySet<string> = new Set([...BUILTIN_NAMES, WAIT]);

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
  /** Whether `exit` runs a trap, which needs the shell's variables. */
  readonly trapsExit: boolean;
  /** A text as a word in double quotes; undefined when it cannot be one. */
  quoted(text: string): WordNode | undefined;
  /** Puts what `eval` or `source` runs where the shell finds it; undefined leaves the builtin alone. */
  expand(command: SimpleCommandNode, toReader: boolean): CommandNode | undefined;
}

type CompoundNode = Exclude<CommandNode, SimpleCommandNode | FunctionDefNode>;

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
  private readonly wordHost: WordHost = {
    statements: (list) => {
      for (const statement of list) mergeStreams(statement, { isProgram: (name) => this.isOurs(name) });
      this.statements(list, false);
    },
    quoted: (text) => this.options.quoted(text),
    nextNumber: () => this.numbers++,
  };
  private numbers = 0;

  constructor(private readonly options: PrepareOptions) {}

  run(statement: StatementNode, toReader: boolean): Prepared {
    mergeStreams(statement, { isProgram: (name) => this.isOurs(name) });
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
    if (last > 0) markNeighbours(pipeline);
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
    return place.toReader ? this.shown(prepared, place) : guarded(prepared, place.exempt);
  }

  private compound(command: CompoundNode, toReader: boolean): CompoundNode {
    switch (command.type) {
      case 'If':
        for (const clause of command.clauses) {
          this.statements(clause.condition, toReader);
          this.statements(clause.body, toReader);
        }
        this.statements(command.elseBody ?? [], toReader);
        break;
      case 'For':
        this.words(command.words ?? []);
        this.loop(command.body, toReader);
        break;
      case 'CStyleFor':
      case 'While':
      case 'Until':
        if (command.type === 'CStyleFor') this.declares = true;
        else this.statements(command.condition, toReader);
        this.loop(command.body, toReader);
        break;
      case 'Case':
        this.words([command.word]);
        for (const item of command.items) this.statements(item.body, toReader);
        break;
      case 'Subshell':
      case 'Group':
        this.statements(command.body, toReader);
        break;
      case 'ArithmeticCommand': {
        this.declares = true;
        const hoisted: AssignmentNode[] = [];
        const inner = hoist(command.expression.originalText, this.wordHost, hoisted);
        if (inner === undefined) break;
        command.expression = variable(inner);
        return groupOf([statementOf([assigning(...hoisted), nothing()], ['&&']), statementOf([command])]);
      }
      case 'ConditionalCommand':
        // BASH_REMATCH.
        this.declares = true;
    }
    return command;
  }

  private loop(body: StatementNode[], toReader: boolean): void {
    this.statements(body, toReader);
    body.unshift(tickFor(body));
  }

  private simple(command: SimpleCommandNode, place: Place): CommandNode {
    const hoisted = this.words([...command.args, ...targets(command), ...assigned(command)]);
    if (hoisted.length === 0) return this.plain(command, place);
    if (!command.name) {
      command.assignments = [...hoisted, ...command.assignments];
      return this.plain(command, place);
    }
    return groupOf([
      statementOf([assigning(...hoisted), nothing()], ['&&']),
      statementOf([this.plain(command, place)]),
    ]);
  }

  private words(words: readonly WordNode[]): readonly AssignmentNode[] {
    return prepareWords(words, this.wordHost);
  }

  private plain(command: SimpleCommandNode, place: Place): CommandNode {
    if (!command.name) return this.assignments(command, place);
    if (command.name.parts.some(isSplit) || isSpread(command.name)) splitName(command, command.name);
    const name = nameOf(command.name);
    if (name === undefined || DECLARING.has(name) || this.options.isKnown(name)) this.declares = true;
    if (name === 'exit' && this.options.trapsExit) return announced(command);
    if (name?.includes('/')) runFile(command, name);
    const redirected = command.redirections.length > 0;
    // A function outlives this run, and with it what the run would load.
    const expanded = this.inFunction ? undefined : this.options.expand(command, place.toReader && !redirected);
    if (expanded) return place.toReader && redirected ? this.shown(expanded, place) : expanded;
    if ((name === '[' || name === 'test') && !command.args.some(hasEffects)) return this.test(command, name, place);
    if (!place.toReader || (name !== undefined && UNMARKED.has(name))) {
      return command.redirections.some(isOutput) && name !== 'exec' ? guarded(command, place.exempt) : command;
    }
    const joined = isJoined(command) && command.assignments.some(({ name: mark }) => mark === MERGED_MARK);
    if (redirected && !joined) return this.shown(command, place);
    // The mark of a live command would reach the commands that its words run.
    if (name !== undefined && (name.includes('/') || this.isOurs(name)) && !command.args.some(hasSubstitution)) {
      if (joined) command.redirections = [];
      command.assignments = [...command.assignments, assignment(DIRECT_MARK, literalWord('1'))];
    } else {
      command.redirections = [appendTo(READER_OUT, 1), appendTo(this.readerErr(command), 2)];
    }
    return command;
  }

  private assignments(command: SimpleCommandNode, place: Place): CommandNode {
    for (const set of command.assignments) set.value = setsSeconds(set) ?? set.value;
    const words = assigned(command);
    if (command.assignments.some((a) => a.array !== null || a.name.includes('['))) this.declares = true;
    if (command.assignments.length > 0 && !words.some(hasSubstitution)) {
      command.assignments = [...command.assignments, assignment(ASSIGNED, EMPTY_SUBSTITUTION)];
      return command;
    }
    if (command.redirections.some(isOutput)) return guarded(command, place.exempt);
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
    return groupOf([shielded(command, place.exempt)], this.reader(command));
  }

  /** Programs that write to the reader themselves. */
  private isOurs(name: string): boolean {
    return this.options.isProgram(name) && !OF_THE_SHELL.has(name);
  }

  private reader(command: CommandNode) {
    return [appendTo(READER_OUT, 1), appendTo(this.readerErr(command), 2)];
  }

  private readerErr(command: CommandNode): string {
    return `${READER_ERR}${this.options.lines ? (command.line ?? '') : ''}`;
  }
}
