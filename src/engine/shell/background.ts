import {
  literalOf, literalWord, simpleCommand, soleCommand, statementOf, type CommandNode, type RedirectionNode, type SimpleCommandNode, type StatementNode, type WordNode,
} from './ast-nodes'; // prettier-ignore
import { SBIN_PROGRAMS } from './files/sbin-programs';
import { jobText } from './job-text';
import { LAST_PID, SPAWN, START, TYPE, WAIT } from './internal-names';

/** What preparing needs of the shell around it. */
export interface BackgroundHost {
  isProgram(name: string): boolean;
  /** Keeps a statement that is to run in the background, and answers under which number. */
  keep(statement: StatementNode): number;
}

/**
 * `&`, `$!` and `wait`, which just-bash does not have: a command in the background becomes one that starts it. A program of ours gets its words
 * from the shell; anything else is kept as a tree. Trees are changed in place.
 */
export function prepareBackground(statements: readonly StatementNode[], host: BackgroundHost): void {
  for (const statement of statements) {
    if (statement.background) start(statement, host);
    descend(statement, host);
  }
}

/** Statements, words and commands at any depth. */
function descend(node: unknown, host: BackgroundHost): void {
  if (typeof node !== 'object' || node === null) return;
  if (Array.isArray(node)) {
    for (const child of node as readonly unknown[]) {
      if (isStatement(child) && child.background) start(child, host);
      if (isLastPid(child)) replace(child);
      else descend(child, host);
    }
    return;
  }
  if ('type' in node && node.type === 'SimpleCommand') {
    renameWait(node as SimpleCommandNode);
    renameType(node as SimpleCommandNode, host);
  }
  for (const child of Object.values(node)) descend(child, host);
}

function isStatement(node: unknown): node is StatementNode {
  return typeof node === 'object' && node !== null && 'type' in node && node.type === 'Statement';
}

function isLastPid(node: unknown): node is object {
  return typeof node === 'object' && node !== null && 'parameter' in node && node.parameter === '!';
}

/** `$!` is what LAST_PID prints. */
function replace(part: object): void {
  const body = { type: 'Script', statements: [statementOf([simpleCommand(LAST_PID)])] };
  for (const key of Object.keys(part)) Reflect.deleteProperty(part, key);
  Object.assign(part, { type: 'CommandSubstitution', body, legacy: false });
}

function renameWait(command: SimpleCommandNode): void {
  if (command.name && literalOf(command.name) === 'wait') command.name = literalWord(WAIT);
}

/** `type ip`: just-bash would name the place where it found it. */
function renameType(command: SimpleCommandNode, host: BackgroundHost): void {
  if (!command.name || literalOf(command.name) !== 'type' || command.args.length === 0) return;
  const words = command.args.map(literalOf);
  const names = words.filter((word) => word?.startsWith('-') !== true);
  if (names.some((word) => word === undefined || !SBIN_PROGRAMS.has(word) || !host.isProgram(word))) return;
  if (names.length > 0) command.name = literalWord(TYPE);
}

function start(statement: StatementNode, host: BackgroundHost): void {
  statement.background = false;
  const text = literalWord(jobText(statement));
  const program = programIn(statement, (name) => host.isProgram(name));
  if (program) {
    const name = program.name ?? literalWord('');
    program.args = [text, ...sinksOf(program), name, ...program.args];
    program.name = literalWord(START);
    return;
  }
  const { pipelines, operators } = statement;
  const inner: StatementNode = { ...statement, pipelines, operators };
  const sole = soleCommand(inner);
  const sinks =
    sole && sole.type !== 'SimpleCommand' && sole.type !== 'FunctionDef' ? sinksOf(sole) : [literalWord('0')];
  const slot = literalWord(String(host.keep(inner)));
  statement.pipelines = statementOf([simpleCommand(SPAWN, [slot, text, ...sinks])]).pipelines;
  statement.operators = [];
}

/** Takes the redirections of its output off a command; they are followed as it prints. The words: how many there are, and each. */
function sinksOf(command: { redirections: RedirectionNode[] }): WordNode[] {
  const outputs = command.redirections.filter(isSink);
  command.redirections = command.redirections.filter((redirection) => !isSink(redirection));
  const words = outputs.flatMap((redirection) => [
    literalWord(`${redirection.fd ?? ''}${redirection.operator}`),
    targetOf(redirection),
  ]);
  return [literalWord(String(outputs.length)), ...words];
}

/** The program of ours that a statement comes down to: the last command of its only pipeline, also in `( )` or `{ }`. */
function programIn(statement: StatementNode, isProgram: (name: string) => boolean): SimpleCommandNode | undefined {
  const [pipeline, ...more] = statement.pipelines;
  const command = pipeline?.commands.at(-1);
  if (!pipeline || !command || more.length > 0 || pipeline.negated || pipeline.timed) return undefined;
  // What comes before it in the pipeline runs first, and must not take time.
  if (pipeline.commands.slice(0, -1).some((before) => !isQuick(before, isProgram))) return undefined;
  if (command.type === 'SimpleCommand') {
    const name = command.name && literalOf(command.name);
    return typeof name === 'string' && isProgram(name) ? command : undefined;
  }
  const bare = command.type === 'Subshell' || command.type === 'Group';
  if (!bare || command.redirections.length > 0 || command.body.length !== 1 || pipeline.commands.length > 1)
    return undefined;
  const [only] = command.body;
  return only && programIn(only, isProgram);
}

function isQuick(command: CommandNode, isProgram: (name: string) => boolean): boolean {
  if (command.type !== 'SimpleCommand') return false;
  const name = command.name && literalOf(command.name);
  return typeof name === 'string' && !isProgram(name);
}

function isSink({ operator, fd }: RedirectionNode): boolean {
  return operator.includes('>') && operator !== '<>' && (fd === null || fd === 1 || fd === 2);
}

function targetOf({ target }: RedirectionNode): WordNode {
  return target.type === 'Word' ? target : literalWord('');
}
