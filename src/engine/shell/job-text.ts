import { literalOf, type CommandNode, type RedirectionNode, type SimpleCommandNode, type StatementNode, type WordNode } from './ast-nodes'; // prettier-ignore

/** A command in the background as `jobs` shows it: bash prints its tree anew (print_cmd.c), a compound command over several lines. */
export function jobText(statement: StatementNode): string {
  return statementText(statement, 0);
}

function statementText(statement: StatementNode, depth: number): string {
  const { pipelines, operators } = statement;
  const compound = pipelines.some(({ commands }) => commands.some(({ type }) => type !== 'SimpleCommand'));
  if (!compound && !plain(statement)) return normal(statement);
  return pipelines
    .map(({ commands, negated }, i) => {
      const text = commands.map((command) => commandText(command, statement, depth)).join(' | ');
      return `${i === 0 ? '' : `${operators[i - 1] === ';' ? '' : ' '}${operators[i - 1] ?? ';'} `}${negated ? '! ' : ''}${text}`;
    })
    .join('');
}

/** Whether every word is one that prints as it is. */
function plain({ pipelines }: StatementNode): boolean {
  return pipelines.every(({ commands }) =>
    commands.every(
      (command) =>
        command.type === 'SimpleCommand' &&
        command.assignments.length === 0 &&
        [...(command.name ? [command.name] : []), ...command.args].every(isBare),
    ),
  );
}

function isBare({ parts }: WordNode): boolean {
  return parts.every(({ type }) => type === 'Literal');
}

/** The text as it was written, with the blanks that bash prints. */
function normal({ sourceText = '…' }: StatementNode): string {
  return sourceText
    .replace(/\s*&\s*$/, '')
    .replaceAll(/(^|\s)(\d?(?:>>|>\||>|<))(?=[^\s<>&|(])/g, '$1$2 ')
    .trim();
}

function listText(statements: readonly StatementNode[], depth: number): string {
  return statements.map((statement) => statementText(statement, depth)).join('; ');
}

function commandText(command: CommandNode, statement: StatementNode, depth: number): string {
  const pad = ' '.repeat(depth);
  const block = (statements: readonly StatementNode[]): string =>
    `\n${pad}    ${listText(statements, depth + 4)};\n${pad}`;
  switch (command.type) {
    case 'SimpleCommand':
      return simpleText(command);
    case 'While':
    case 'Until': {
      const word = command.type === 'While' ? 'while' : 'until';
      return `${word} ${listText(command.condition, depth)}; do${block(command.body)}done${redirected(command.redirections)}`;
    }
    case 'For': {
      const words = /^for\s+\w+\s+in\s+([^;\n]*?)\s*(?:;|\n)/.exec(statement.sourceText ?? '')?.[1];
      const given = words ?? command.words?.map((word) => literalOf(word) ?? '…').join(' ') ?? '"$@"';
      return `for ${command.variable} in ${given};\n${pad}do${block(command.body)}done${redirected(command.redirections)}`;
    }
    case 'If': {
      const [first, ...others] = command.clauses;
      if (!first || others.length > 0) return normal(statement);
      const otherwise = command.elseBody ? `else${block(command.elseBody)}` : '';
      return `if ${listText(first.condition, depth)}; then${block(first.body)}${otherwise}fi${redirected(command.redirections)}`;
    }
    case 'Group':
      return `{ ${listText(command.body, depth)}; }${redirected(command.redirections)}`;
    case 'Subshell':
      return `( ${listText(command.body, depth)} )${redirected(command.redirections)}`;
    default:
      return normal(statement);
  }
}

function simpleText({ name, args, redirections }: SimpleCommandNode): string {
  const words = [...(name ? [name] : []), ...args].map((word) => literalOf(word) ?? '…');
  return words.join(' ') + redirected(redirections);
}

function redirected(redirections: readonly RedirectionNode[]): string {
  return redirections
    .map(({ fd, operator, target }) => {
      const word = target.type === 'Word' ? (literalOf(target) ?? '…') : '';
      return ` ${fd ?? ''}${operator}${operator.endsWith('&') ? '' : ' '}${word}`;
    })
    .join('');
}
