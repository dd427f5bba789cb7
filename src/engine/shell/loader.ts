import {
  assigning, assignment, groupOf, literalOf, literalWord, parameterWord, simpleCommand, statementOf,
  type CommandNode, type GroupNode, type SimpleCommandNode, type StatementNode,
} from './ast-nodes'; // prettier-ignore
import { resolvePath } from './files/path';
import { ASSIGNED, LOAD, SET_STATUS } from './internal-names';
import type { ParsedScript } from './script-parser';
import { errorLines } from './syntax-error';

/** What a Loader needs of the shell around it. */
export interface LoaderHost {
  parse(text: string): ParsedScript;
  /** Makes loaded statements behave as in bash; see prepare. */
  prepare(statements: readonly StatementNode[], toReader: boolean, source?: string): void;
  /** A file's text, or undefined when there is none. */
  read(path: string): string | undefined;
  /** In front of messages, with a line; undefined at a prompt. */
  readonly scriptName: string | undefined;
}

interface Slot {
  readonly group: GroupNode;
  readonly toReader: boolean;
}

/**
 * `eval` and `source` parse inside just-bash, where their loops could not be stopped and their functions would be lost. So each becomes a
 * command of ours, which parses what it is given, and a group, which that command fills.
 */
export class Loader {
  private readonly slots: Slot[] = [];

  constructor(private readonly host: LoaderHost) {}

  /** What stands in for the command, or undefined when it is neither `eval` nor `source`. */
  expand(command: SimpleCommandNode, toReader: boolean): CommandNode | undefined {
    const name = command.name && literalOf(command.name);
    if (name !== 'eval' && name !== 'source' && name !== '.') return undefined;
    if (command.assignments.length > 0) return undefined;
    const group = groupOf([]);
    const slot = literalWord(String(this.slots.length));
    this.slots.push({ group, toReader });
    const load = simpleCommand(LOAD, [parameterWord('?'), slot, literalWord(name), ...command.args]);
    const nothing = assigning(assignment(ASSIGNED, null));
    return groupOf([statementOf([load, nothing], ['&&']), statementOf([group])], command.redirections);
  }

  /** Runs LOAD: `args` are the slot, the builtin's name and its expanded arguments. Returns what is wrong with them, for stderr. */
  load([slot = '', name = '', ...args]: readonly string[], cwd: string): string {
    const target = this.slots[Number(slot)];
    if (!target) return '';
    if (name === 'eval') return this.evaluate(target, args);
    this.source(target, name, args, cwd);
    return '';
  }

  private evaluate(target: Slot, args: readonly string[]): string {
    const words = args[0] === '--' ? args.slice(1) : args;
    const { statements, error } = this.host.parse(words.join(' '));
    this.host.prepare(statements, target.toReader);
    target.group.body = [...statements];
    if (!error) return '';
    target.group.body.push(statementOf([simpleCommand(SET_STATUS, [literalWord('2')])]));
    return errorLines(error, `${this.host.scriptName ?? 'bash'}: eval`);
  }

  private source(target: Slot, name: string, args: readonly string[], cwd: string): void {
    const text = this.host.read(resolvePath(cwd, args[0] ?? ''));
    const { statements, error } = this.host.parse(text ?? '');
    const builtin = text === undefined || error !== undefined || args.length > 1 || returns(statements);
    // Prepared in any case: it finds the functions.
    this.host.prepare(statements, target.toReader, args[0]);
    target.group.body = builtin ? [statementOf([simpleCommand(name, args.map(literalWord))])] : [...statements];
  }
}

/** Whether a `return` outside functions ends the file: only the builtin can do that. */
function returns(statements: readonly StatementNode[]): boolean {
  const text = JSON.stringify(statements, (_key, value: unknown) => (isFunction(value) ? undefined : value));
  return text.includes('"value":"return"');
}

function isFunction(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'FunctionDef';
}
