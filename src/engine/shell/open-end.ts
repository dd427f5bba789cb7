import type { CommandNode, StatementNode } from './ast-nodes';

/** Whether a list ends with `&&`, `||` or `|` and nothing after it, which just-bash's parser lets pass. */
export function hasOpenEnd(statements: readonly StatementNode[]): boolean {
  return statements.some(({ pipelines }) =>
    pipelines.some(({ commands }, index) => commands.some((command, at) => index + at > 0 && isNothing(command))),
  );
}

function isNothing(command: CommandNode): boolean {
  if (command.type !== 'SimpleCommand' || command.name) return false;
  return command.args.length === 0 && command.assignments.length === 0 && command.redirections.length === 0;
}
