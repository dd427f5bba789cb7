import {
  assigning, assignment, groupOf, literalOf, literalWord, parameterWord, simpleCommand, statementOf,
  type CommandNode, type RedirectionNode, type SimpleCommandNode, type StatementNode, type WordNode, type WordPart,
} from './ast-nodes'; // prettier-ignore
import { ASSIGNED, EXITING, INTERNAL_PREFIX, RUN_FILE, TICK, TICK_FILE } from './internal-names';

/** An exception inside just-bash (a file that cannot be opened) ends the innermost group: this one. */
export function guarded(command: CommandNode, exempt: boolean): CommandNode {
  return groupOf([shielded(command, exempt)]);
}

/** Inside a group just-bash forgets that `set -e` must not look at a status; a list that stops early makes it remember. */
export function shielded(command: CommandNode, exempt: boolean): StatementNode {
  return exempt ? statementOf([command, nothing()], ['&&']) : statementOf([command]);
}

export function nothing(): CommandNode {
  return assigning(assignment(ASSIGNED, null));
}

/** A path names a file, which just-bash would run in the same shell, without our programs' liveness or a script's line numbers. */
export function runFile(command: SimpleCommandNode, path: string): void {
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
function cheapTick(): StatementNode {
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

/** As `cheapTick`, and `$?` stays exactly what it was. */
function exactTick(): StatementNode {
  return statementOf([simpleCommand(TICK, [parameterWord('?')]), nothing()], ['&&']);
}

/** What a loop's body starts with. */
export function tickFor(body: readonly StatementNode[]): StatementNode {
  return JSON.stringify(body).includes('"parameter":"?"') ? exactTick() : cheapTick();
}

function substitution(statements: StatementNode[]): WordNode {
  return {
    type: 'Word',
    parts: [{ type: 'CommandSubstitution', body: { type: 'Script', statements }, legacy: false }],
  };
}

/** `exit`, with the shell's variables told first. */
export function announced(command: SimpleCommandNode): CommandNode {
  const announcement = simpleCommand(EXITING, [parameterWord('?')]);
  return groupOf([statementOf([announcement, nothing()], ['&&']), statementOf([command])]);
}

/** The words a command assigns. */
export function assigned({ assignments }: SimpleCommandNode): readonly WordNode[] {
  return assignments.flatMap((a) => [...(a.value ? [a.value] : []), ...(a.array ?? [])]);
}

/** The words its redirections name, and the text of its here-documents. */
export function targets({ redirections }: SimpleCommandNode): readonly WordNode[] {
  return redirections.map(({ target }) => (target.type === 'HereDoc' ? target.content : target));
}

export function isOutput({ operator }: RedirectionNode): boolean {
  return operator === '>' || operator === '>>' || operator === '>|' || operator === '&>' || operator === '&>>';
}

/** Whether the shell splits what the part expands to into words. */
export function isSplit(part: WordPart): boolean {
  return part.type === 'ParameterExpansion' || part.type === 'CommandSubstitution' || part.type === 'BraceExpansion';
}

/** just-bash never splits a command's name (`$cmd`), but takes the first argument when the name is an expansion to nothing. */
export function splitName(command: SimpleCommandNode, name: WordNode): void {
  command.args = [name, ...command.args];
  command.name = NO_NAME;
}

/** `${name-}` of a name that nobody has. */
const NO_NAME: WordNode = {
  type: 'Word',
  parts: [
    {
      type: 'ParameterExpansion',
      parameter: `${INTERNAL_PREFIX}nobody`,
      operation: { type: 'DefaultValue', word: { type: 'Word', parts: [] }, checkEmpty: false },
    },
  ],
};

/** just-bash reads the name `[` as the start of a pattern. */
export function nameOf(word: WordNode): string | undefined {
  const [part, ...more] = word.parts;
  return part?.type === 'Glob' && more.length === 0 ? part.pattern : literalOf(word);
}

/** `2>&-` */
export const SILENCE: RedirectionNode = { type: 'Redirection', fd: 2, operator: '>&', target: literalWord('-') };

export const EMPTY_SUBSTITUTION = substitution([]);

/** Whether it is `"$@"` or `"${list[@]}"`: several words, the first of which is the command. */
export function isSpread({ parts }: WordNode): boolean {
  const [quoted] = parts;
  if (parts.length !== 1 || quoted?.type !== 'DoubleQuoted' || quoted.parts.length !== 1) return false;
  const [part] = quoted.parts;
  return part?.type === 'ParameterExpansion' && (part.parameter === '@' || part.parameter.endsWith('[@]'));
}
