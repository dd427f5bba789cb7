import {
  groupOf, literalOf, literalWord, parameterWord, simpleCommand, statementOf, type RedirectionNode, type SimpleCommandNode, type StatementNode, type WordNode,
} from './ast-nodes'; // prettier-ignore
import { FINISHED, LAST_PID, START, WAIT } from './internal-names';

/**
 * `&`, `$!` and `wait`, which just-bash does not have: a program of ours in the background becomes a command that starts it as a service; any
 * other command in the background runs to its end at once. Trees are changed in place.
 */
export function prepareBackground(statements: readonly StatementNode[], isProgram: (name: string) => boolean): void {
  for (const statement of statements) {
    if (statement.background) start(statement, isProgram);
    descend(statement, isProgram);
  }
}

/** Statements, words and commands at any depth. */
function descend(node: unknown, isProgram: (name: string) => boolean): void {
  if (typeof node !== 'object' || node === null) return;
  if (Array.isArray(node)) {
    for (const child of node as readonly unknown[]) {
      if (isStatement(child) && child.background) start(child, isProgram);
      if (isLastPid(child)) replace(child);
      else descend(child, isProgram);
    }
    return;
  }
  if ('type' in node && node.type === 'SimpleCommand') renameWait(node as SimpleCommandNode);
  for (const child of Object.values(node)) descend(child, isProgram);
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

function start(statement: StatementNode, isProgram: (name: string) => boolean): void {
  statement.background = false;
  const text = literalWord(textOf(statement));
  const command = programIn(statement, isProgram);
  if (command) {
    const name = command.name ?? literalWord('');
    const outputs = command.redirections.filter(isSink);
    command.redirections = command.redirections.filter((redirection) => !isSink(redirection));
    const sinks = outputs.flatMap((redirection) => [
      literalWord(`${redirection.fd ?? ''}${redirection.operator}`),
      targetOf(redirection),
    ]);
    command.args = [text, literalWord(String(outputs.length)), ...sinks, name, ...command.args];
    command.name = literalWord(START);
    return;
  }
  if (servesInside(statement)) {
    statement.pipelines = statementOf([
      simpleCommand(FINISHED, [literalWord('1'), text, literalWord('server')]),
    ]).pipelines;
    statement.operators = [];
    return;
  }
  const { pipelines, operators } = statement;
  const inner: StatementNode = { ...statement, pipelines, operators };
  statement.pipelines = statementOf([
    groupOf([
      statementOf([{ type: 'Subshell', body: [inner], redirections: [] }]),
      statementOf([simpleCommand(FINISHED, [parameterWord('?'), text])]),
    ]),
  ]).pipelines;
  statement.operators = [];
}

/** Whether a loop or list in the background would wait for clients: it cannot go on as data of the lab. */
function servesInside(node: unknown): boolean {
  if (typeof node !== 'object' || node === null) return false;
  if ('type' in node && node.type === 'SimpleCommand') {
    const { name, args } = node as SimpleCommandNode;
    const words = [...(name ? [name] : []), ...args].map((word) => literalOf(word) ?? '');
    const at = words.findIndex((word) => word === 'nc' || word === 'netcat');
    if (words.includes('http.server') || (at >= 0 && words.slice(at + 1).some((word) => /^-[a-z]*l/.test(word))))
      return true;
  }
  return Object.values(node).some(servesInside);
}

/** The program of ours that a statement comes down to: the last command of its only pipeline, also in `( )` or `{ }`. */
function programIn(statement: StatementNode, isProgram: (name: string) => boolean): SimpleCommandNode | undefined {
  const [pipeline, ...more] = statement.pipelines;
  const command = pipeline?.commands.at(-1);
  if (!pipeline || !command || more.length > 0 || pipeline.negated || pipeline.timed) return undefined;
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

function isSink({ operator, fd }: RedirectionNode): boolean {
  return operator.includes('>') && operator !== '<>' && (fd === null || fd === 1 || fd === 2);
}

function targetOf({ target }: RedirectionNode): WordNode {
  return target.type === 'Word' ? target : literalWord('');
}

/** What `jobs` shows: the words of the command as far as they are literal. */
function textOf({ pipelines }: StatementNode): string {
  const commands = pipelines.flatMap(({ commands: all }) => all);
  return commands.map((command) => (command.type === 'SimpleCommand' ? wordsOf(command) : '…')).join(' | ');
}

function wordsOf({ name, args, redirections }: SimpleCommandNode): string {
  const words = [...(name ? [name] : []), ...args].map((word) => literalOf(word) ?? '…');
  const sinks = redirections.map(
    (r) =>
      `${r.fd ?? ''}${r.operator}${r.target.type === 'Word' ? `${r.operator.endsWith('&') ? '' : ' '}${literalOf(r.target) ?? '…'}` : ''}`,
  );
  return [...words, ...sinks].join(' ');
}
