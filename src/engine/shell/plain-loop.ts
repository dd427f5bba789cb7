import {
  literalOf,
  soleCommand,
  type AssignmentNode,
  type CommandNode,
  type StatementNode,
  type WordNode,
  type WordPart,
} from './ast-nodes';
import type { ShellState } from './shell-state';

/**
 * Loops that need no shell to run: `for` over literal words, `{1..9}` or `$(seq …)`, with a body of programs and assignments whose words are made of
 * literals, simple variables and integer arithmetic. A program cannot change the shell's variables, so what such a loop runs is known before it
 * starts; a loop of a thousand commands then costs what the commands cost. Anything else is just-bash's.
 */

/** What a loop comes to. */
export interface UnrolledLoop {
  /** The commands it runs, in order. */
  readonly commands: readonly (readonly string[])[];
  /** What its variables are afterwards. */
  readonly assigned: ReadonlyMap<string, string>;
  /** Whether the last thing it did was to assign, which sets `$?` and `$_` too. */
  readonly endsAssigning: boolean;
}

/** The commands of a loop that needs no shell; undefined when it is something else. `isBare` knows the programs that nothing stands in front of. */
export function unrolledLoop(
  statement: StatementNode,
  state: ShellState,
  isBare: (name: string) => boolean,
): UnrolledLoop | undefined {
  const command = soleCommand(statement);
  if (command?.type !== 'For' || command.redirections.length > 0) return undefined;
  if (state.traps.size > 0 || CHANGING_OPTIONS.some((name) => state.options[name])) return undefined;
  const unrolling = new Unrolling(state, isBare);
  try {
    unrolling.loop(command);
  } catch (error) {
    if (error instanceof NeedsShell) return undefined;
    throw error;
  }
  const { commands, assigned, endsAssigning } = unrolling;
  return commands.length === 0 ? undefined : { commands, assigned, endsAssigning };
}

/** Options with which a loop does more than what its words say. */
const CHANGING_OPTIONS = ['errexit', 'nounset', 'xtrace', 'verbose', 'noexec', 'noglob', 'allexport', 'posix'];
/** A longer loop is left to the shell, which does not keep all of it at once. */
const MOST_COMMANDS = 100_000;
/** What may stand unquoted and stays one word: nothing to split at, no pattern, no `~`. */
const ONE_WORD = /^[\w./:@%+,=-]+$/;
const USUAL_IFS = ' \t\n';
/** Variables that are nobody's but the script's. */
const OWN_NAME = /^[a-z][a-z0-9_]*$/;
const INTEGER = /^(?:0|-?[1-9]\d{0,14})$/;

class NeedsShell extends Error {}

type ForNode = Extract<CommandNode, { type: 'For' }>;
type Arithmetic = Extract<WordPart, { type: 'ArithmeticExpansion' }>['expression']['expression'];

class Unrolling {
  readonly commands: (readonly string[])[] = [];
  readonly assigned = new Map<string, string>();
  endsAssigning = false;

  constructor(
    private readonly state: ShellState,
    private readonly isBare: (name: string) => boolean,
  ) {}

  loop({ variable, words, body }: ForNode): void {
    // Without `in` it goes through the positional parameters.
    for (const value of (words ?? needsShell()).flatMap((word) => this.listWord(word))) {
      this.assign(variable, value);
      for (const statement of body) this.statement(statement);
    }
  }

  private statement(statement: StatementNode): void {
    const command = soleCommand(statement);
    if (command?.type === 'For' && command.redirections.length === 0) return this.loop(command);
    if (command?.type !== 'SimpleCommand' || command.redirections.length > 0) needsShell();
    const { name, args, assignments } = command;
    if (!name) {
      for (const each of assignments) this.assignment(each);
      this.endsAssigning = true;
      return;
    }
    const program = literalOf(name);
    if (program === undefined || assignments.length > 0 || !this.isBare(program)) needsShell();
    if (this.commands.push([program, ...args.map((word) => this.word(word))]) > MOST_COMMANDS) needsShell();
    this.endsAssigning = false;
  }

  private assignment({ name, value, append, array }: AssignmentNode): void {
    if (append || array) needsShell();
    this.assign(name, value ? this.parts(value.parts, true) : '');
  }

  private assign(name: string, value: string): void {
    const { attributes, arrays } = this.state;
    if (!OWN_NAME.test(name) || arrays.has(name)) needsShell();
    if (!this.assigned.has(name) && Object.values(attributes).some((names) => names.has(name))) needsShell();
    this.assigned.set(name, value);
  }

  /** The words a word after `in` stands for. */
  private listWord(word: WordNode): readonly string[] {
    const [part, ...more] = word.parts;
    if (more.length === 0 && part?.type === 'BraceExpansion') {
      const [item, ...others] = part.items;
      if (item?.type !== 'Range' || others.length > 0 || item.step !== undefined) needsShell();
      const ends = [item.startStr ?? '', item.endStr ?? ''];
      if (!ends.every((end) => INTEGER.test(end))) needsShell();
      return range(Number(ends[0]), Number(ends[1]));
    }
    if (more.length === 0 && part?.type === 'CommandSubstitution') {
      const [statement, ...others] = part.body.statements;
      const command = statement && others.length === 0 ? soleCommand(statement) : undefined;
      if (command?.type !== 'SimpleCommand' || command.redirections.length > 0) needsShell();
      const [name, ...numbers] = [command.name ?? needsShell(), ...command.args].map(
        (each) => literalOf(each) ?? needsShell(),
      );
      if (name !== 'seq' || command.assignments.length > 0 || !numbers.every((each) => INTEGER.test(each)))
        needsShell();
      const [first, last, ...rest] = numbers.length === 1 ? [1, Number(numbers[0])] : numbers.map(Number);
      if (first === undefined || last === undefined || rest.length > 0) needsShell();
      return first > last ? [] : range(first, last);
    }
    return [this.word(word)];
  }

  private word({ parts }: WordNode): string {
    return this.parts(parts, false);
  }

  private parts(parts: readonly WordPart[], quoted: boolean): string {
    let text = '';
    for (const part of parts) text += this.part(part, quoted);
    return text;
  }

  private part(part: WordPart, quoted: boolean): string {
    switch (part.type) {
      case 'Literal':
      case 'SingleQuoted':
      case 'Escaped':
        return part.value;
      case 'DoubleQuoted':
        return this.parts(part.parts, true);
      case 'ParameterExpansion':
        return part.operation === null ? this.value(part.parameter, quoted) : needsShell();
      case 'ArithmeticExpansion':
        return String(this.arithmetic(part.expression.expression));
      default:
        return needsShell();
    }
  }

  private value(name: string, quoted: boolean): string {
    const value = this.assigned.get(name) ?? (OWN_NAME.test(name) ? this.state.variables.get(name) : undefined);
    if (value === undefined || this.state.arrays.has(name)) needsShell();
    if (!quoted && (!ONE_WORD.test(value) || (this.state.variables.get('IFS') ?? USUAL_IFS) !== USUAL_IFS))
      needsShell();
    return value;
  }

  private arithmetic(node: Arithmetic): number {
    switch (node.type) {
      case 'ArithNumber':
        return node.value;
      case 'ArithGroup':
        return this.arithmetic(node.expression);
      case 'ArithVariable': {
        const value = this.value(node.name, true);
        return INTEGER.test(value) ? Number(value) : needsShell();
      }
      case 'ArithUnary':
        return node.operator === '-' ? inRange(-this.arithmetic(node.operand)) : needsShell();
      case 'ArithBinary': {
        const { operator } = node;
        const left = this.arithmetic(node.left);
        const right = this.arithmetic(node.right);
        if (operator === '+') return inRange(left + right);
        if (operator === '-') return inRange(left - right);
        if (operator === '*') return inRange(left * right);
        if (right === 0 || (operator !== '/' && operator !== '%')) needsShell();
        return operator === '/' ? Math.trunc(left / right) : left % right;
      }
      default:
        return needsShell();
    }
  }
}

function needsShell(): never {
  throw new NeedsShell();
}

function inRange(value: number): number {
  return Number.isSafeInteger(value) ? value : needsShell();
}

function range(from: number, to: number): readonly string[] {
  const count = Math.abs(to - from) + 1;
  if (!Number.isSafeInteger(from) || !(count <= MOST_COMMANDS)) needsShell();
  return Array.from({ length: count }, (_, i) => String(from <= to ? from + i : from - i));
}
