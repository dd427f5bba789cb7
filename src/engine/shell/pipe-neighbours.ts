import {
  assignment,
  hasSubstitution,
  literalOf,
  type PipelineNode,
  type SimpleCommandNode,
  type WordNode,
} from './ast-nodes';
import { BUILTIN_NAMES } from './builtins';
import { PIPED_TO } from './internal-names';

/**
 * bash starts the commands of a pipeline together, so `ps aux | grep kubelet` finds its own grep. just-bash runs one after another: what lists
 * processes is told, in a variable of ours, which commands read what it prints.
 */

/** Programs that list processes, perhaps through another one. */
const LISTING: ReadonlySet<string> = new Set(['ps', 'sudo']);
const BUILTIN: ReadonlySet<string> = new Set(BUILTIN_NAMES);
const BETWEEN_WORDS = '\x1f';
const BETWEEN_COMMANDS = '\x1e';

/** Marks the commands of a pipeline that list processes with the programs after them. */
export function markNeighbours(pipeline: PipelineNode): void {
  for (const [index, command] of pipeline.commands.entries()) {
    if (command.type !== 'SimpleCommand' || !command.name || !LISTING.has(literalOf(command.name) ?? '')) continue;
    const after = pipeline.commands.slice(index + 1).filter((other) => other.type === 'SimpleCommand');
    const readers = after.filter(isProgram);
    if (readers.length > 0) command.assignments = [...command.assignments, assignment(PIPED_TO, wordOf(readers))];
  }
}

/** The programs, each with its arguments, that read what the command with these variables prints. */
export function neighboursIn(env: ReadonlyMap<string, string>): readonly (readonly string[])[] {
  const text = env.get(PIPED_TO);
  return text === undefined ? [] : text.split(BETWEEN_COMMANDS).map((command) => command.split(BETWEEN_WORDS));
}

/** What bash would run itself is no process with a name of its own; what its words would do must be done once only. */
function isProgram(command: SimpleCommandNode): boolean {
  const name = command.name ? literalOf(command.name) : undefined;
  return name !== undefined && !BUILTIN.has(name) && !command.args.some(hasSubstitution);
}

function wordOf(commands: readonly SimpleCommandNode[]): WordNode {
  const parts: WordNode['parts'] = [];
  for (const [index, { name, args }] of commands.entries()) {
    if (index > 0) parts.push({ type: 'SingleQuoted', value: BETWEEN_COMMANDS });
    parts.push(...(name?.parts ?? []));
    for (const arg of args) parts.push({ type: 'SingleQuoted', value: BETWEEN_WORDS }, ...arg.parts);
  }
  return { type: 'Word', parts };
}
