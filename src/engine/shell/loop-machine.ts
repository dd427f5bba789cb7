import { literalOf, type CommandNode, type StatementNode } from './ast-nodes';
import type { Machine, Todo } from './machine-records';

/** Where a command in the background stands: in this program, with these variables. */
export interface Standing {
  readonly argv: readonly string[];
  readonly variables: ReadonlyMap<string, string>;
  readonly cwd: string;
}

/**
 * What a command in the background that stands still has yet to do, as data: a lab keeps that from cell to cell. A program that does nothing but wait
 * (`sleep`) is over when its time has come; any other begins again. Undefined when the place cannot be found, in a function for instance.
 */
export function remainderOf(statement: StatementNode, standing: Standing): Machine['stack'] | undefined {
  return MAY_BEGIN_AGAIN.has(standing.argv[0] ?? '') ? inStatement(statement, standing) : undefined;
}

/** Programs that soon end by themselves. One that serves or listens would keep everybody else waiting when it begins again. */
const MAY_BEGIN_AGAIN: ReadonlySet<string> = new Set(
  'sleep ping arping traceroute tracepath curl wget dig host nslookup'.split(' '),
);

function inList(statements: readonly StatementNode[], standing: Standing): readonly Todo[] | undefined {
  for (const [i, statement] of statements.entries()) {
    const inner = inStatement(statement, standing);
    if (inner) return [{ do: 'list', statements, at: i + 1 }, ...inner];
  }
  return undefined;
}

function inStatement(statement: StatementNode, standing: Standing): readonly Todo[] | undefined {
  for (const [i, pipeline] of statement.pipelines.entries()) {
    const [command, ...more] = pipeline.commands;
    if (!command) continue;
    const inner =
      more.length === 0
        ? inCommand(command, standing)
        : pipeline.commands.some((each) => inCommand(each, standing))
          ? [{ do: 'pipeline', pipeline } as const]
          : undefined;
    if (!inner) continue;
    const negate: readonly Todo[] = pipeline.negated && more.length === 0 ? [{ do: 'negate' }] : [];
    return [{ do: 'statement', statement, at: i + 1 }, ...negate, ...inner];
  }
  return undefined;
}

function inCommand(command: CommandNode, standing: Standing): readonly Todo[] | undefined {
  switch (command.type) {
    case 'SimpleCommand': {
      if (!isMeant([command.name, ...command.args], standing.argv)) return undefined;
      return standing.argv[0] === 'sleep' ? [] : [{ do: 'command', command }];
    }
    case 'Group':
    case 'Subshell':
      return command.redirections.length === 0 ? inList(command.body, standing) : undefined;
    case 'While':
    case 'Until': {
      if (command.redirections.length > 0) return undefined;
      const body = inList(command.body, standing);
      if (body) return [{ do: 'again', node: command }, ...body];
      const condition = inList(command.condition, standing);
      return condition && [{ do: 'loop', node: command }, ...condition];
    }
    case 'For': {
      const words = command.words?.map(literalOf);
      const at = words?.indexOf(standing.variables.get(command.variable)) ?? -1;
      const body = command.redirections.length === 0 && at >= 0 ? inList(command.body, standing) : undefined;
      const known = words?.filter((word) => word !== undefined);
      if (!body || known?.length !== words?.length) return undefined;
      return [{ do: 'for', node: command, words: known ?? [], at: at + 1 }, ...body];
    }
    case 'CStyleFor': {
      const body = command.redirections.length === 0 ? inList(command.body, standing) : undefined;
      const { update } = command;
      const step: CommandNode = { type: 'CStyleFor', init: update, condition: null, update: null, body: [], redirections: [] }; // prettier-ignore
      return body && [{ do: 'c-for', node: { ...command, init: update } }, { do: 'command', command: step }, ...body];
    }
    case 'If': {
      if (command.redirections.length > 0) return undefined;
      for (const list of [...command.clauses.map(({ body }) => body), command.elseBody ?? []]) {
        const inner = inList(list, standing);
        if (inner) return inner;
      }
      return undefined;
    }
    default:
      return undefined;
  }
}

/** Whether a simple command is the program that stands: its literal words are the same. */
function isMeant(words: readonly (Parameters<typeof literalOf>[0] | null)[], argv: readonly string[]): boolean {
  const [name, ...rest] = words;
  if (!name || literalOf(name) !== argv[0]) return false;
  const texts = rest.map((word) => word && literalOf(word));
  if (texts.some((text) => text === undefined)) return true;
  return texts.length === argv.length - 1 && texts.every((text, i) => text === argv[i + 1]);
}

/** A loop whose condition cannot fail: `while true`, `until false`, `for ((;;))`. */
export function isEndless({ pipelines }: StatementNode): boolean {
  return pipelines.some(({ commands }) => commands.some(loopsForEver));
}

function loopsForEver(command: CommandNode): boolean {
  switch (command.type) {
    case 'While':
      return TRUTHS.has(command.condition.at(-1)?.sourceText ?? '');
    case 'Until':
      return command.condition.at(-1)?.sourceText === 'false';
    case 'CStyleFor':
      return command.condition === null;
    case 'Group':
    case 'Subshell':
      return command.body.some(isEndless);
    default:
      return false;
  }
}

const TRUTHS: ReadonlySet<string> = new Set(['true', ':', '[ 1 ]', '((1))']);
