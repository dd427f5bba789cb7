import {
  assignment, hasSubstitution, literalOf, literalWord,
  type CommandNode, type FunctionDefNode, type RedirectionNode, type SimpleCommandNode, type StatementNode,
} from './ast-nodes'; // prettier-ignore
import { MERGED_MARK } from './internal-names';

/**
 * `2>&1` keeps the order in which a command, or the commands of a group, wrote to the two streams. just-bash collects the two of a command apart and
 * joins them when it has ended: first all of standard output. So a program of ours whose streams go to one place is told to write all to standard
 * output, and `2>&1` behind a group, loop or condition is passed on to the commands in it.
 */
export function mergeStreams(statement: StatementNode, host: MergeHost): void {
  statements([statement], false, host);
}

export interface MergeHost {
  /** Programs of ours, which write while they run. */
  isProgram(name: string): boolean;
}

/** The places that the two streams go to at last: equal when they are the same one; `first` says whether that is where the command's standard output was going. */
interface Ends {
  readonly equal: boolean;
  readonly first: boolean;
  readonly redirections: RedirectionNode[];
}

/** Follows the redirections from left to right; `merged`: the streams are one already. What then changes nothing is left out. */
function endsOf(redirections: readonly RedirectionNode[], merged: boolean): Ends {
  let out: RedirectionNode | 'first' = 'first';
  let err: RedirectionNode | 'first' | 'second' = merged ? 'first' : 'second';
  const kept: RedirectionNode[] = [];
  for (const redirection of redirections) {
    const { operator, target } = redirection;
    const fd = redirection.fd ?? (operator.startsWith('<') ? 0 : 1);
    const to = target.type === 'Word' ? literalOf(target) : undefined;
    if (operator === '>&' && fd === 2 && to === '1') {
      if (err === out) continue;
      err = out;
    } else if (operator === '>&' && fd === 1 && to === '2') {
      if (err === out) continue;
      // Standard error's own place has no name here: then nothing is known of the two.
      if (err === 'second') return { equal: false, first: false, redirections: [...redirections] };
      out = err;
    } else if (operator === '&>' || operator === '&>>') out = err = redirection;
    else if (fd === 1) out = redirection;
    else if (fd === 2) err = redirection;
    kept.push(redirection);
  }
  return { equal: out === err, first: out === 'first', redirections: kept };
}

function statements(list: readonly StatementNode[], merged: boolean, host: MergeHost): void {
  for (const { pipelines } of list) {
    for (const { commands, pipeStderr } of pipelines) {
      for (const [index, command] of commands.entries()) {
        const last = index === commands.length - 1;
        merge(command, (last && merged) || pipeStderr?.[index] === true, host);
      }
    }
  }
}

function merge(
  command: Exclude<CommandNode, FunctionDefNode> | FunctionDefNode,
  merged: boolean,
  host: MergeHost,
): void {
  if (command.type === 'FunctionDef') return merge(command.body, false, host);
  const ends = endsOf(command.redirections, merged);
  if (command.type === 'SimpleCommand') return simple(command, ends, merged, host);
  if (merged && ends.equal) command.redirections = ends.redirections;
  for (const body of bodiesOf(command)) statements(body, ends.equal, host);
}

function simple(command: SimpleCommandNode, ends: Ends, merged: boolean, host: MergeHost): void {
  const name = command.name ? literalOf(command.name) : undefined;
  if (!ends.equal || name === undefined || name === 'exec') return;
  if (merged) {
    command.redirections = ends.first ? [...ends.redirections, ERR_TO_OUT] : ends.redirections;
  }
  // The mark would reach the commands that its words run.
  if (!host.isProgram(name) || command.args.some(hasSubstitution)) return;
  command.assignments = [...command.assignments, assignment(MERGED_MARK, literalWord('1'))];
}

const ERR_TO_OUT: RedirectionNode = { type: 'Redirection', fd: 2, operator: '>&', target: literalWord('1') };

/** Whether a command has nothing but `2>&1`. */
export function isJoined({ redirections }: SimpleCommandNode): boolean {
  const [only, ...more] = redirections;
  return only !== undefined && more.length === 0 && only.fd === 2 && only.operator === '>&' && target(only) === '1';
}

function target({ target: word }: RedirectionNode): string | undefined {
  return word.type === 'Word' ? literalOf(word) : undefined;
}

function bodiesOf(
  command: Exclude<CommandNode, FunctionDefNode | SimpleCommandNode>,
): readonly (readonly StatementNode[])[] {
  switch (command.type) {
    case 'If':
      return [...command.clauses.flatMap(({ condition, body }) => [condition, body]), command.elseBody ?? []];
    case 'While':
    case 'Until':
      return [command.condition, command.body];
    case 'Case':
      return command.items.map(({ body }) => body);
    case 'For':
    case 'CStyleFor':
    case 'Subshell':
    case 'Group':
      return [command.body];
    default:
      return [];
  }
}
