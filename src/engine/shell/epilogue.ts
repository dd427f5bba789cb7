import {
  appendTo, assigning, assignment, groupOf, literalWord, parameterWord, simpleCommand, statementOf,
  type FunctionDefNode, type StatementNode,
} from './ast-nodes'; // prettier-ignore
import { LAST_ARGUMENT, LISTING, PIPE_STATUS, STATUS } from './internal-names';

/** Of the known definitions those that `declare -F` names. */
export function definitions(
  known: ReadonlyMap<string, FunctionDefNode>,
  listing: string,
): ReadonlyMap<string, FunctionDefNode> {
  const found = new Map<string, FunctionDefNode>();
  for (const [, name = ''] of listing.matchAll(/^declare -f (.+)$/gm)) {
    const definition = known.get(name);
    if (definition) found.set(name, definition);
  }
  return found;
}

/** Keeps what the next statement would overwrite. */
export function keepStatus(): StatementNode {
  return statementOf([
    assigning(
      assignment(STATUS, parameterWord('?')),
      assignment(LAST_ARGUMENT, parameterWord('_')),
      assignment(PIPE_STATUS, parameterWord('PIPESTATUS[*]')),
    ),
  ]);
}

/** Arrays and functions cannot be read out of just-bash otherwise. */
export function listDeclarations(): StatementNode {
  const listing = ['-a', '-A', '-F'].map((option) => {
    const command = simpleCommand('declare', [literalWord(option)]);
    command.redirections = [appendTo(LISTING, 1)];
    return statementOf([command]);
  });
  // A trace (`set -x`) of these is nobody's business.
  return statementOf([groupOf(listing, [appendTo('/dev/null', 2)])]);
}
